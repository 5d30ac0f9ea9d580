package org.peerboot.tracker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;

/**
 * Jobs that hold nodes and have no task there yet, for they wait for their images: peers say so. For plans such a node is
 * free, so that the nodes of one job fetch from each other what it waits for.
 */
final class Staging {
    private Staging() {}

    /** The snapshot without waiting jobs on those nodes; the same object where there are none. */
    static ClusterSnapshot over(ClusterSnapshot snapshot, Collection<Peer> peers) {
        Map<String, Job> jobs = new TreeMap<>();
        for (Peer peer : peers) {
            for (String id : peer.state().up() ? peer.staging() : List.<String>of()) {
                Job job = jobs.getOrDefault(id, snapshot.jobs().get(id));
                if (job != null && job.nodes().contains(peer.node)) {
                    List<String> others = new ArrayList<>(job.nodes());
                    others.remove(peer.node);
                    jobs.put(id, job.runningOn(others));
                }
            }
        }
        if (jobs.isEmpty()) {
            return snapshot;
        }
        Map<String, Job> all = new TreeMap<>(snapshot.jobs());
        all.putAll(jobs);
        return snapshot.withJobs(all.values());
    }
}
