package org.peerboot.wire;

/** The tracker's answer to a {@link Want} that it does not grant: the thing, the reason, the remedy. */
public record Denied(String image, String error) implements TrackerMessage {}
