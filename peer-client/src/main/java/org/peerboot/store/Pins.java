package org.peerboot.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.peerboot.image.Digest;
import org.peerboot.image.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images that an administrator wants to stay whatever room others need: one small file, replaced whole. */
final class Pins {
    private static final Logger LOG = LoggerFactory.getLogger(Pins.class);

    private final Path file;
    private volatile Set<String> pinned;

    private Pins(Path file, Set<String> pinned) {
        this.file = file;
        this.pinned = Set.copyOf(pinned);
    }

    /** A file that cannot be read counts as none: it would keep a daemon from its images. */
    static Pins open(Path file) {
        try {
            if (Files.isSymbolicLink(file) || Files.size(file) > 1 << 20) {
                throw new IOException("is no file of mine");
            }
            return new Pins(file, Files.readAllLines(file).stream().collect(Collectors.toSet()));
        } catch (NoSuchFileException e) {
            return new Pins(file, Set.of());
        } catch (IOException e) {
            LOG.warn("pins={} are forgotten: {}", file, e.toString());
            return new Pins(file, Set.of());
        }
    }

    boolean has(Digest image) {
        return pinned.contains(image.toString());
    }

    /** @throws RefusedException if the disk does not write; nothing has changed then */
    synchronized void set(Digest image, boolean pin) {
        Set<String> next = new TreeSet<>(pinned);
        if (!(pin ? next.add(image.toString()) : next.remove(image.toString()))) {
            return;
        }
        try {
            Durable.write(
                    file,
                    next.stream().collect(Collectors.joining("\n", "", "\n")).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RefusedException("pins in " + file, "cannot be written (" + e + ")", "check the disk", e);
        }
        pinned = Set.copyOf(next);
    }
}
