package org.peerboot.doctor;

import java.nio.file.Path;
import java.util.function.ToLongFunction;
import org.peerboot.image.RefusedException;

/**
 * Whether a directory's disk has room.
 *
 * @param key of the configuration that names the directory
 * @param free bytes where a path is, or will be
 */
record DiskCheck(Path directory, String key, ToLongFunction<Path> free) implements Check {
    /** A boot image's size. */
    private static final long LEAST = 1L << 30;

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public Finding look() {
        long bytes = free.applyAsLong(directory);
        if (bytes < LEAST) {
            throw new RefusedException(
                    "disk of " + directory,
                    "has " + (bytes >> 20) + " MiB left",
                    "make room there (a smaller quota: keeps it), or name another directory by " + key);
        }
        return Finding.good(this, (bytes >> 30) + " GiB free for " + directory);
    }

    /** Of the nearest directory that is there. */
    static long free(Path path) {
        Path at = path.toAbsolutePath();
        while (!at.toFile().exists() && at.getParent() != null) {
            at = at.getParent();
        }
        return at.toFile().getUsableSpace();
    }
}
