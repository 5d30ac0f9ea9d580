package org.peerboot.cluster;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/** A source of snapshots: Slurm, PBS, or a plain file for sites with neither. */
public interface WorkloadManager extends AutoCloseable {
    /** Who this is, for status and logs, such as {@code file:cluster.yaml}. */
    String name();

    /**
     * Begins to tell {@code listener}, first the present state before this returns. Called once. A service that is away at
     * that moment is no reason not to start: the first snapshot is then {@link ClusterSnapshot#empty}, by which every node
     * is unknown and so busy, with a warning.
     *
     * @throws RefusedException if there will never be a snapshot, as of a file that is wrong
     */
    void start(Listener listener);

    /**
     * Asks that each of {@code nodes} reboots as soon as no job runs there, and takes jobs again afterwards. Returns once
     * the workload manager has taken the order, after half a minute at most.
     *
     * @param nodes where there are none, nothing happens but for the refusal of one who could never do it
     * @param reason for the administrator who looks at the node meanwhile
     * @throws RefusedException if it cannot, or does not want to
     */
    default void reboot(Collection<String> nodes, String reason) {
        throw new RefusedException(
                name(),
                "cannot reboot nodes",
                "reboot them by other means: what is assigned to a node is what it boots");
    }

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
