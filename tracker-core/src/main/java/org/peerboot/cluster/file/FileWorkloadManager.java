package org.peerboot.cluster.file;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.config.StrictYaml;
import org.peerboot.image.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster described by a file, read again when it changes.
 *
 * <p>A file that is renamed into place is read at once. One that is written in place is read when it has stood still
 * for one poll: half a file may well be good YAML with half the nodes. What cannot be read leaves the last good
 * snapshot in force; since nobody confirms it any more, it grows old, and in the end every node counts as busy.
 */
public final class FileWorkloadManager implements WorkloadManager {
    /** 100,000 nodes named one by one. */
    private static final int MAX_BYTES = 16 << 20;
    /** How often an unchanged snapshot is told again with its new time. */
    private static final long CONFIRM_MILLIS = 1000;

    /** A new inode that was written to just now may be an editor's, still at it. */
    private static final long WRITTEN_MILLIS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(FileWorkloadManager.class);

    private final Path file;
    private final String place;
    private final Duration poll;
    private final Clock clock;
    private final Thread thread;

    // the rest belongs to the thread, once it runs
    private @Nullable Listener listener;
    private @Nullable ClusterSnapshot good;
    private @Nullable String warning;
    private Stamp read;
    private Stamp seen;
    private long toldMillis;

    public FileWorkloadManager(Path file, Duration poll, Clock clock) {
        this.file = file;
        this.place = String.valueOf(file.getFileName());
        this.poll = poll;
        this.clock = clock;
        this.read = Stamp.of(file);
        this.seen = read;
        this.thread = new Thread(this::follow, "cluster-file");
        thread.setDaemon(true);
    }

    @Override
    public String name() {
        return "file:" + place;
    }

    @Override
    public void start(Listener to) {
        listener = to;
        ClusterSnapshot first = readFile();
        log("read", first);
        tell(first);
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What {@code file} says now.
     *
     * @param timeMillis when that is true, milliseconds since the epoch
     * @throws RefusedException if it cannot be read or contradicts itself
     */
    public static ClusterSnapshot read(Path file, long timeMillis) {
        String place = String.valueOf(file.getFileName());
        return new ClusterFileReader(StrictYaml.read(file, ClusterFile.class, MAX_BYTES), place)
                .snapshot(timeMillis, "file:" + place);
    }

    private ClusterSnapshot readFile() {
        return read(file, clock.millis());
    }

    private void follow() {
        while (true) {
            try {
                Thread.sleep(poll.toMillis());
                look();
            } catch (InterruptedException e) {
                return; // closed
            } catch (RuntimeException e) {
                LOG.error("cluster file={} not told", file, e);
            }
        }
    }

    private void look() {
        Stamp now = Stamp.of(file);
        boolean changed = !now.equals(read);
        boolean stoodStill = now.equals(seen);
        boolean renamedHere = now.inode() != null
                && !now.inode().equals(read.inode())
                && since(now.modifiedMillis()) >= WRITTEN_MILLIS;
        seen = now;
        if (changed && (stoodStill || renamedHere)) {
            readAgain(now);
        } else if (!changed && warning == null && good != null && since(toldMillis) >= CONFIRM_MILLIS) {
            tell(good.confirmed(clock.millis()));
        }
    }

    /** What lies ahead was long ago: the clock was set back. */
    private long since(long millis) {
        return Math.abs(clock.millis() - millis);
    }

    private void readAgain(Stamp now) {
        ClusterSnapshot fresh = null;
        String refusal = null;
        try {
            fresh = readFile();
        } catch (RefusedException e) {
            refusal = e.getMessage();
        }
        if (!Stamp.of(file).equals(now)) {
            return; // it changed while it was read; the next poll looks again
        }
        read = now;
        warn(refusal);
        if (fresh == null) {
            return;
        }
        if (good != null && good.tellsTheSame(fresh)) {
            tell(good.confirmed(fresh.timeMillis()));
        } else {
            log("changed", fresh);
            tell(fresh);
        }
    }

    private void tell(ClusterSnapshot snapshot) {
        good = snapshot;
        toldMillis = clock.millis();
        Objects.requireNonNull(listener).snapshot(snapshot);
    }

    private void warn(@Nullable String reason) {
        if (Objects.equals(reason, warning)) {
            return;
        }
        warning = reason;
        if (reason == null) {
            LOG.info("cluster file={} can be read again", file);
        } else {
            LOG.warn("cluster file={} not understood, the last good state stays in force: {}", file, reason);
        }
        Objects.requireNonNull(listener)
                .warning(reason == null ? null : reason + " (the last good state of the cluster stays in force)");
    }

    private void log(String what, ClusterSnapshot snapshot) {
        int nodes = snapshot.nodes().size();
        int jobs = snapshot.jobs().size();
        LOG.info("cluster file={} {} nodes={} jobs={}", file, what, nodes, jobs);
    }
}
