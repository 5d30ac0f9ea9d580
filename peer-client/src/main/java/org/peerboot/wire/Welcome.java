package org.peerboot.wire;

/**
 * The tracker's answer to a hello.
 *
 * @param capabilityKey what this peer checks capabilities with, base64; never leaves the peer
 */
public record Welcome(int protocol, String version, String capabilityKey) implements TrackerMessage {}
