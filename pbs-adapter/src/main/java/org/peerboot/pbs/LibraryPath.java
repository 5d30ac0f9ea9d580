package org.peerboot.pbs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/** Where PBS's library stands: below the PBS_EXEC of pbs.conf, or where packages of PBS put it. */
final class LibraryPath {
    private static final String NAME = "libpbs.so.0";
    private static final Path CONF = Path.of("/etc/pbs.conf");
    private static final String KEY = "PBS_EXEC=";

    private LibraryPath() {}

    /**
     * @param conf absent for PBS's own place
     * @throws RefusedException if it is in none of the places
     */
    static Path find(@Nullable Path conf) {
        List<Path> places = new ArrayList<>();
        for (String exec : List.of(exec(conf == null ? CONF : conf), "/opt/pbs", "/usr")) {
            for (String lib : exec.isEmpty() ? List.<String>of() : List.of("lib", "lib64")) {
                places.add(Path.of(exec, lib, NAME));
            }
        }
        for (Path place : places) {
            if (Files.isReadable(place)) {
                return place;
            }
        }
        throw new RefusedException(NAME, "is in none of " + places, "install PBS's client, or read it by its commands");
    }

    private static String exec(Path conf) {
        try {
            return Files.readAllLines(conf, StandardCharsets.ISO_8859_1).stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith(KEY))
                    .map(line -> line.substring(KEY.length()).strip())
                    .filter(LibraryPath::isPath)
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isPath(String text) {
        try {
            return Path.of(text).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
