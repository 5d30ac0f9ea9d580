package org.peerboot.wire;

import org.jspecify.annotations.Nullable;

/**
 * The tracker's answer to a {@link Want} or a {@link Choose} that it does not grant.
 *
 * @param error the thing, the reason, the remedy
 * @param user who asked; absent from an older tracker, and then it holds for everybody
 */
public record Denied(String image, String error, @Nullable String user) implements TrackerMessage {}
