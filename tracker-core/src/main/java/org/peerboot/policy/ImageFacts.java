package org.peerboot.policy;

import org.jspecify.annotations.Nullable;

/**
 * What conditions see of an image.
 *
 * @param access {@code public}, {@code system} or {@code user}
 * @param owner empty unless access is {@code user}
 */
public record ImageFacts(String name, String access, String owner, long bytes) {
    /** @param key what follows {@code image.} in a condition */
    @Nullable
    Object value(String key) {
        return switch (key) {
            case "name" -> name;
            case "access" -> access;
            case "owner" -> owner;
            case "bytes" -> bytes;
            default -> null;
        };
    }
}
