package org.peerboot.wire;

import org.peerboot.image.Digest;

/** The nodes of an assignment that was made or taken back: the folded host list and how many it names. */
public record AssignmentReply(String image, Digest digest, String nodes, int count) {}
