package org.peerboot.cluster;

import org.jspecify.annotations.Nullable;

/** A source of snapshots: Slurm, PBS, or a plain file for sites with neither. */
public interface WorkloadManager extends AutoCloseable {
    /** Who this is, for status and logs, such as {@code file:cluster.yaml}. */
    String name();

    /**
     * Begins to tell {@code listener}, first the present state before this returns. Called once.
     *
     * @throws org.peerboot.image.RefusedException if there is no first snapshot to be had
     */
    void start(Listener listener);

    /** Stops telling and frees everything; waits at most a few seconds. */
    @Override
    void close();

    /** Told on a thread of the workload manager's; must not block. */
    interface Listener {
        /** The present state: at every change, and at least every few seconds while all is well, with its new time. */
        void snapshot(ClusterSnapshot snapshot);

        /** Why the snapshots no longer follow the truth; absent once they do again. */
        void warning(@Nullable String reason);
    }
}
