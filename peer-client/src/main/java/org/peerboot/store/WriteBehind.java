package org.peerboot.store;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has the disk write an image while the rest of it still arrives. Left to the kernel, all of it may wait in the page cache
 * for the sync at the end: of 1 GiB that came at 120 MiB/s, 1,011 MiB were dirty, and the sync took 1.9 s.
 */
final class WriteBehind {
    /** A thirtieth of a second of a disk that writes 250 MiB/s; what is left for the end is less. */
    static final long STEP = 8L << 20;

    /** Whoever writes beyond this waits for the disk. */
    static final long MOST = 16 * STEP;

    /** A sync of each file costs a turn of the disk: a step in more of them is left to the sync at the end. */
    static final int FEW = 8;

    interface Sync {
        void of(int file) throws IOException;
    }

    private final Sync sync;
    /** Guarded by itself, as is the number of bytes in them. */
    private final Set<Integer> unsynced = new TreeSet<>();

    private long waiting;
    /** Held by the one writer that syncs; the others go on. */
    private final ReentrantLock syncing = new ReentrantLock();

    WriteBehind(Sync sync) {
        this.sync = sync;
    }

    /** {@code bytes} of {@code file} have just been written by the calling thread, which may become the one that syncs. */
    void wrote(int file, long bytes) throws IOException {
        long now;
        synchronized (unsynced) {
            unsynced.add(file);
            waiting += bytes;
            now = waiting;
        }
        if (now < STEP) {
            return;
        }
        if (now >= MOST) {
            syncing.lock();
        } else if (!syncing.tryLock()) {
            return;
        }
        try {
            for (int each : step()) {
                sync.of(each);
            }
        } finally {
            syncing.unlock();
        }
    }

    private Set<Integer> step() {
        synchronized (unsynced) {
            if (waiting < STEP) {
                return Set.of(); // another synced it meanwhile
            }
            Set<Integer> files = unsynced.size() > FEW ? Set.of() : Set.copyOf(unsynced);
            unsynced.clear();
            waiting = 0;
            return files;
        }
    }
}
