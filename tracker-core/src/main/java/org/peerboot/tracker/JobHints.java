package org.peerboot.tracker;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;

/**
 * Jobs that nodes say have begun or ended, and that the workload manager may not have told of yet. What a node said last of
 * a job counts until a snapshot that is newer than the hint speaks. A node that nobody said is free never becomes so: an
 * epilog tells, once no process of the job is left, of its own node and of that job alone.
 */
final class JobHints {
    /** A workload manager answers from a copy of its state that may be some seconds old. */
    static final long LAG_MILLIS = 5_000;

    private static final int MAX_HINTS = 100_000;

    private record Hint(boolean begun, long atMillis) {}

    /** By node, then by job. */
    private final Map<String, Map<String, Hint>> byNode = new TreeMap<>();

    private int count;

    boolean isEmpty() {
        return count == 0;
    }

    /** @return whether this was news */
    boolean begins(String node, String job, long nowMillis) {
        Hint before = hint(node, job);
        return put(node, job, new Hint(true, nowMillis)) && (before == null || !before.begun);
    }

    /** @return whether this was news */
    boolean ends(String node, String job, long nowMillis) {
        Hint before = hint(node, job);
        // PBS tells twice, and a prolog's script and the plugin may both tell: the first counts.
        return (before == null || before.begun) && put(node, job, new Hint(false, nowMillis));
    }

    private @Nullable Hint hint(String node, String job) {
        Map<String, Hint> hints = byNode.get(node);
        return hints == null ? null : hints.get(job);
    }

    private boolean put(String node, String job, Hint hint) {
        if (count >= MAX_HINTS && hint(node, job) == null) {
            return false;
        }
        count += byNode.computeIfAbsent(node, n -> new TreeMap<>()).put(job, hint) == null ? 1 : 0;
        return true;
    }

    /** Forgets what the snapshot knows better by now. */
    void settle(ClusterSnapshot snapshot) {
        for (Iterator<Map.Entry<String, Map<String, Hint>>> nodes =
                        byNode.entrySet().iterator();
                nodes.hasNext(); ) {
            Map.Entry<String, Map<String, Hint>> node = nodes.next();
            Map<String, Hint> hints = node.getValue();
            int before = hints.size();
            hints.entrySet()
                    .removeIf(hint -> snapshot.timeMillis() > hint.getValue().atMillis + LAG_MILLIS
                            || (hint.getValue().begun && occupies(snapshot, node.getKey(), hint.getKey())));
            count -= before - hints.size();
            if (hints.isEmpty()) {
                nodes.remove();
            }
        }
    }

    /** The clock was set forward, or back, by so much. */
    void shift(long millis) {
        byNode.values().forEach(hints -> hints.replaceAll((job, hint) -> new Hint(hint.begun, hint.atMillis + millis)));
    }

    private static boolean occupies(ClusterSnapshot snapshot, String node, String job) {
        return snapshot.jobsOn(node).stream()
                .anyMatch(one -> one.id().equals(job) && one.state().occupies());
    }

    /** The snapshot as the hints correct it; the same object where they change nothing. */
    ClusterSnapshot over(ClusterSnapshot snapshot) {
        Map<String, Set<String>> begun = new TreeMap<>();
        Map<String, Set<String>> ended = new TreeMap<>();
        byNode.forEach((node, hints) -> hints.forEach((job, hint) -> {
            if (snapshot.node(node) != null && hint.begun != occupies(snapshot, node, job)) {
                (hint.begun ? begun : ended)
                        .computeIfAbsent(job, j -> new LinkedHashSet<>())
                        .add(node);
            }
        }));
        if (begun.isEmpty() && ended.isEmpty()) {
            return snapshot;
        }
        Map<String, Job> jobs = new TreeMap<>(snapshot.jobs());
        Set<String> changed = new TreeSet<>(begun.keySet());
        changed.addAll(ended.keySet());
        for (String id : changed) {
            Collection<String> more = begun.getOrDefault(id, Set.of());
            jobs.put(id, corrected(jobs.get(id), id, more, ended.getOrDefault(id, Set.of())));
        }
        return snapshot.withJobs(jobs.values());
    }

    private static Job corrected(@Nullable Job known, String id, Collection<String> begun, Set<String> ended) {
        if (known == null) {
            return new Job(id, "", List.copyOf(begun), JobState.RUNNING, "", true, null, null);
        }
        Set<String> nodes = new LinkedHashSet<>(known.nodes());
        nodes.addAll(begun);
        nodes.removeAll(ended);
        return known.runningOn(List.copyOf(nodes));
    }
}
