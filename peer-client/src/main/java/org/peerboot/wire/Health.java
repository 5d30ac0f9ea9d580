package org.peerboot.wire;

/**
 * That the tracker answers.
 *
 * @param version its release
 */
public record Health(boolean ready, String version, int protocol) {}
