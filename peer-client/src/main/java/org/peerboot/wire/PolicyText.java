package org.peerboot.wire;

import org.jspecify.annotations.Nullable;

/**
 * The policy in force.
 *
 * @param source its file
 * @param warning why a newer text of that file is not in force; absent while all is well
 */
public record PolicyText(
        String source, String text, @Nullable String warning) {}
