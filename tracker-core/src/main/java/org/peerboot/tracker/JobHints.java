package org.peerboot.tracker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Node;

/**
 * Jobs that nodes say have begun and that the workload manager has not told of yet. A hint makes a node busy until a
 * snapshot that is newer than the hint speaks; it never makes one free.
 */
final class JobHints {
    /** A workload manager answers from a copy of its state that may be some seconds old. */
    static final long LAG_MILLIS = 5_000;

    private static final int MAX_HINTS = 100_000;

    private record Key(String node, String job) {}

    private final Map<String, Map<Key, Long>> byNode = new TreeMap<>();
    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    /** @return whether this was news */
    boolean begins(String node, String job, long nowMillis) {
        if (count >= MAX_HINTS) {
            return false;
        }
        boolean news = byNode.computeIfAbsent(node, n -> new TreeMap<>(Comparator.comparing(Key::job)))
                        .put(new Key(node, job), nowMillis)
                == null;
        count += news ? 1 : 0;
        return news;
    }

    /** @return whether there was such a hint */
    boolean ends(String node, String job) {
        Map<Key, Long> hints = byNode.get(node);
        boolean was = hints != null && hints.remove(new Key(node, job)) != null;
        count -= was ? 1 : 0;
        return was;
    }

    /** Forgets what the snapshot knows better by now. */
    void settle(ClusterSnapshot snapshot) {
        for (Iterator<Map<Key, Long>> nodes = byNode.values().iterator(); nodes.hasNext(); ) {
            Map<Key, Long> hints = nodes.next();
            int before = hints.size();
            hints.entrySet()
                    .removeIf(hint ->
                            snapshot.timeMillis() > hint.getValue() + LAG_MILLIS || knows(snapshot, hint.getKey()));
            count -= before - hints.size();
            if (hints.isEmpty()) {
                nodes.remove();
            }
        }
    }

    /** The clock was set forward, or back, by so much. */
    void shift(long millis) {
        byNode.values().forEach(hints -> hints.replaceAll((hint, at) -> at + millis));
    }

    private static boolean knows(ClusterSnapshot snapshot, Key hint) {
        return snapshot.jobsOn(hint.node).stream()
                .anyMatch(job -> job.id().equals(hint.job) && job.state().occupies());
    }

    /** The snapshot with the hinted jobs in it; the same object where there are none. */
    ClusterSnapshot over(ClusterSnapshot snapshot) {
        Map<String, List<String>> nodesByJob = new TreeMap<>();
        for (Map<Key, Long> hints : byNode.values()) {
            for (Key hint : hints.keySet()) {
                Node node = snapshot.node(hint.node);
                if (node != null && !knows(snapshot, hint)) {
                    nodesByJob.computeIfAbsent(hint.job, j -> new ArrayList<>()).add(hint.node);
                }
            }
        }
        if (nodesByJob.isEmpty()) {
            return snapshot;
        }
        Map<String, Job> jobs = new TreeMap<>(snapshot.jobs());
        nodesByJob.forEach((id, nodes) -> jobs.put(id, merged(snapshot.jobs().get(id), id, nodes)));
        return snapshot.withJobs(jobs.values());
    }

    private static Job merged(@Nullable Job known, String id, List<String> nodes) {
        if (known == null) {
            return new Job(id, "", nodes, JobState.RUNNING, "", true, null, null);
        }
        List<String> all = new ArrayList<>(known.nodes());
        nodes.stream().filter(node -> !all.contains(node)).forEach(all::add);
        return known.runningOn(all);
    }
}
