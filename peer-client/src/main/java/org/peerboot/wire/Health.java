package org.peerboot.wire;

/**
 * That the tracker answers.
 *
 * @param version its release
 * @param time of its clock, milliseconds since the epoch; 0 from a tracker that does not say
 */
public record Health(boolean ready, String version, int protocol, long time) {}
