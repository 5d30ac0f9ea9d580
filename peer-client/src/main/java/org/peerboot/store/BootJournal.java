package org.peerboot.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers beyond a boot what was booted: the last image that came up, and how often another was tried in vain. One
 * small file in the cache, replaced whole; a diskless node forgets it with its cache. A file that cannot be read counts
 * as none, since a node must boot something. Safe for use by several threads; what changes it waits for the disk.
 */
public final class BootJournal {
    private static final Logger LOG = LoggerFactory.getLogger(BootJournal.class);
    /** Boots that fail before the node goes back to what came up last. */
    public static final int MAX_TRIES = 2;

    private final Path file;
    private volatile BootRecord record;

    private BootJournal(Path file, BootRecord record) {
        this.file = file;
        this.record = record;
    }

    /** @param root of the cache, which must stand */
    public static BootJournal open(Path root) {
        Path file = new CacheLayout(root.toAbsolutePath().normalize()).boots();
        return new BootJournal(file, read(file));
    }

    private static BootRecord read(Path file) {
        try {
            if (Files.isSymbolicLink(file) || Files.size(file) > 64 << 10) {
                throw new IOException("is no file of mine");
            }
            BootRecord read = Json.read(Files.readString(file), BootRecord.class, file.toString());
            return read == null ? BootRecord.NOTHING : read;
        } catch (NoSuchFileException e) {
            return BootRecord.NOTHING;
        } catch (IOException | RefusedException e) {
            LOG.warn("boots of this node are forgotten: {}", e.getMessage());
            return BootRecord.NOTHING;
        }
    }

    /**
     * The peer has started.
     *
     * @param booted the image that runs; absent where it is none of ours
     * @param boot identifies this boot among all
     */
    public synchronized void started(@Nullable Digest booted, String boot) {
        become(record.started(booted, boot));
    }

    /**
     * A boot begins.
     *
     * @param image absent for a plain reboot
     * @param why it is not the assigned one; absent where it is
     * @throws RefusedException if the disk does not write
     */
    public synchronized void booting(@Nullable Digest image, @Nullable String why) {
        become(record.booting(image, why));
    }

    /** The tracker says that {@code image} shall be booted: what was tried of another counts no more. */
    public synchronized void assigned(@Nullable Digest image) {
        become(record.assigned(image));
    }

    private void become(BootRecord next) {
        if (next.equals(record)) {
            return;
        }
        record = next;
        try {
            Durable.write(file, Json.write(next).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RefusedException(
                    "boot journal " + file, "cannot be written (" + e + ")", "check the disk of the cache", e);
        }
    }

    /** Whether {@code image} was tried often enough. */
    public boolean exhausted(Digest image) {
        BootRecord now = record;
        return image.equals(now.tried()) && now.tries() >= MAX_TRIES;
    }

    /** The image that came up last. */
    public @Nullable Digest good() {
        return record.good();
    }

    /** Why the running boot is not of the assigned image; absent where it is, or nobody knows. */
    public @Nullable String note() {
        return record.announced() ? null : record.note();
    }
}
