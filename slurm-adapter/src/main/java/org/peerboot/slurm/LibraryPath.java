package org.peerboot.slurm;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/** Where the accessor library stands: beside our jars, or where a package of its own for this Slurm puts it. */
final class LibraryPath {
    static final String NAME = "libpeerboot-slurm.so";

    private LibraryPath() {}

    /** @throws RefusedException if it is in none of the places */
    static Path find() {
        return find(places(ownJar()));
    }

    static Path find(List<Path> places) {
        for (Path place : places) {
            if (Files.isReadable(place)) {
                return place;
            }
        }
        throw new RefusedException(
                NAME,
                "is in none of " + places,
                "install slurm.h (Debian: libslurm-dev) and build it, or read Slurm by its commands");
    }

    static List<Path> places(@Nullable Path jar) {
        List<Path> places = new ArrayList<>();
        if (jar != null) {
            places.add(jar.resolveSibling(NAME));
        }
        places.add(Path.of("/usr/lib64/peerboot", NAME));
        places.add(Path.of("/usr/lib/peerboot", NAME));
        return places;
    }

    private static @Nullable Path ownJar() {
        CodeSource source = LibraryPath.class.getProtectionDomain().getCodeSource();
        try {
            return source == null ? null : Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
