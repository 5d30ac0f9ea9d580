package org.peerboot.tracker.doctor;

import org.peerboot.doctor.Check;
import org.peerboot.doctor.Finding;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.ClusterStatus;

/** Whether the tracker hears from the workload manager. */
record ManagerCheck(ClusterAnswer cluster) implements Check {
    /** A snapshot comes every ten seconds; after a minute every node counts as busy. */
    private static final long MOST_MILLIS = 60_000;

    @Override
    public String name() {
        return "workload";
    }

    @Override
    public Finding look() {
        ClusterStatus status = cluster.status();
        String manager = status.workloadManager();
        if (status.snapshotAgeMillis() > MOST_MILLIS) {
            throw new RefusedException(
                    "workload manager " + manager,
                    (status.nodes().isEmpty()
                                    ? "has told the tracker of no node yet"
                                    : "was last heard " + status.snapshotAgeMillis() / 1000 + " s ago")
                            + (status.warning() == null ? "" : " (" + status.warning() + ")"),
                    "see that it runs and answers here, and workloadManager: in tracker.yaml; until then all nodes count"
                            + " as busy");
        }
        if (status.warning() != null) {
            return Finding.warning(this, "the tracker warns: " + status.warning(), "do as it says");
        }
        return Finding.good(this, manager + " tells of " + status.nodes().size() + " nodes");
    }
}
