package org.peerboot.wire;

/** The body of every answer of 400 and above: the thing and its place, the reason, the remedy, in one line. */
public record ErrorReply(String error) {}
