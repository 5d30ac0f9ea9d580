package org.peerboot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a user's signing key stands: {@code $PEERBOOT_KEY}, else {@code ~/.config/peerboot/peerboot.key}. */
record Keys(Path privateKey, Path publicKey) {
    private static final String KEY = "PEERBOOT_KEY";
    private static final String SUFFIX = ".key";

    /** @param place a directory, or what the files' names begin with; the user's default where absent */
    static Keys at(@Nullable Path place, Map<String, String> environment) {
        if (place == null) {
            return of(file(environment));
        }
        Path prefix = Files.isDirectory(place) ? place.resolve("peerboot") : place;
        return of(prefix.resolveSibling(prefix.getFileName() + SUFFIX));
    }

    /** The private key's file. */
    static Path file(Map<String, String> environment) {
        String named = environment.get(KEY);
        return named != null
                ? Path.of(named)
                : Path.of(environment.getOrDefault("HOME", "/root"), ".config", "peerboot", "peerboot" + SUFFIX);
    }

    private static Keys of(Path privateKey) {
        String name = privateKey.getFileName().toString();
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return new Keys(privateKey, privateKey.resolveSibling(stem + ".pub"));
    }

    /** Makes the directory for its owner alone, where it is missing. */
    void makeDirectory() throws IOException {
        Path directory = privateKey.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
