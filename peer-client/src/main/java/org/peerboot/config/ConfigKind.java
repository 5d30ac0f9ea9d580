package org.peerboot.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A kind of file that administrators write. Other modules bring theirs as {@link ConfigKinds}.
 *
 * @param name such as {@code peer}; the file in its usual place is called so too
 * @param type of what it is read into, for those whose keys have defaults
 */
public record ConfigKind(String name, Path usual, @Nullable Class<? extends Record> type, Reading reading) {
    /** Reads a file for its errors' sake. */
    @FunctionalInterface
    public interface Reading {
        /** @throws org.peerboot.image.RefusedException with line, key, reason and remedy */
        void read(Path file);
    }

    /** A file of keys, in {@code /etc/peerboot}. */
    public static ConfigKind of(String name, Class<? extends Record> type) {
        return new ConfigKind(name, usual(name), type, file -> StrictYaml.read(file, type));
    }

    /** A file that has no keys with defaults, in {@code /etc/peerboot}. */
    public static ConfigKind of(String name, Reading reading) {
        return new ConfigKind(name, usual(name), null, reading);
    }

    private static Path usual(String name) {
        return Path.of("/etc/peerboot", name + ".yaml");
    }
}
