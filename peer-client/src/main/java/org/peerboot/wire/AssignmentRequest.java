package org.peerboot.wire;

/**
 * Asks that nodes shall hold an image, or shall no longer.
 *
 * @param image a name or a digest
 * @param nodes a host list such as {@code n[1-16],login1}, or {@code all}
 */
public record AssignmentRequest(String image, String nodes) {}
