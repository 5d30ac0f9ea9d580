package org.peerboot.attributes;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;
import org.peerboot.cluster.Reservation;
import org.peerboot.wire.AttributeValue;

/**
 * What the workload manager means to do with one node. What is not planned is absent, and all is where its word is too old.
 *
 * @param starts when the next job begins there
 * @param ends when the last of those that run there ends
 * @param leaves when the node goes
 */
public record Outlook(
        @Nullable Expected starts,
        @Nullable Expected ends,
        @Nullable Expected leaves) {
    private static final Outlook NOTHING = new Outlook(null, null, null);
    private static final Set<NodeState> GOING = EnumSet.of(
            NodeState.DRAIN,
            NodeState.FAIL,
            NodeState.MAINTENANCE,
            NodeState.REBOOT_REQUESTED,
            NodeState.REBOOTING,
            NodeState.POWERING_DOWN);

    /** In seconds. A value is told again only when it falls below another of these: a countdown would never be still. */
    private static final int[] STEPS = {
        0, 5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400
    };

    /**
     * @param seconds until then: the highest step that is no later
     * @param source who says so, and by what
     */
    public record Expected(int seconds, String source) {}

    /** @param nowMillis milliseconds since the epoch */
    public static Outlook of(ClusterSnapshot snapshot, String name, long nowMillis, long staleAfterMillis) {
        Node node = snapshot.node(name);
        if (node == null || JobStatus.isStale(snapshot, nowMillis, staleAfterMillis)) {
            return NOTHING;
        }
        Expected ends = ends(snapshot, name, nowMillis);
        return new Outlook(starts(snapshot, name, nowMillis), ends, leaves(snapshot, node, ends, nowMillis));
    }

    private static @Nullable Expected starts(ClusterSnapshot snapshot, String node, long nowMillis) {
        Expected first = null;
        for (Job job : snapshot.jobsPlannedFor(node)) {
            Long start = job.startMillis();
            if (job.state() == JobState.PENDING && start != null) {
                first = sooner(first, expected(start, nowMillis, snapshot, "job " + job.label()));
            }
        }
        for (Job job : snapshot.jobsOn(node)) {
            if (job.state() == JobState.CONFIGURING) {
                first = sooner(first, expected(nowMillis, nowMillis, snapshot, "job " + job.label()));
            }
        }
        for (Reservation reservation : snapshot.reservationsOf(node)) {
            if (!reservation.maintenance() && reservation.startMillis() > nowMillis) {
                first = sooner(first, expected(reservation.startMillis(), nowMillis, snapshot, words(reservation)));
            }
        }
        return first;
    }

    private static @Nullable Expected ends(ClusterSnapshot snapshot, String node, long nowMillis) {
        Job last = null;
        long latest = Long.MIN_VALUE;
        for (Job job : snapshot.jobsOn(node)) {
            Long end = job.endMillis();
            if (job.state().occupies() && end == null) {
                return null;
            }
            if (job.state().occupies() && end != null && end > latest) {
                last = job;
                latest = end;
            }
        }
        return last == null ? null : expected(latest, nowMillis, snapshot, "job " + last.label());
    }

    /** A node that is drained, or shall reboot, goes when its last job has ended. */
    private static @Nullable Expected leaves(
            ClusterSnapshot snapshot, Node node, @Nullable Expected ends, long nowMillis) {
        Expected first = null;
        for (NodeState state : node.states()) {
            if (GOING.contains(state)) {
                Expected now = expected(nowMillis, nowMillis, snapshot, state.toString());
                first = sooner(first, ends == null || now == null ? now : new Expected(ends.seconds, now.source));
            }
        }
        for (Reservation reservation : snapshot.reservationsOf(node.name())) {
            if (reservation.maintenance() && reservation.endMillis() > nowMillis) {
                first = sooner(first, expected(reservation.startMillis(), nowMillis, snapshot, words(reservation)));
            }
        }
        return first;
    }

    private static String words(Reservation reservation) {
        return "reservation " + reservation.name();
    }

    private static @Nullable Expected expected(long atMillis, long nowMillis, ClusterSnapshot snapshot, String what) {
        long seconds = Math.max(0, (atMillis - nowMillis) / 1000);
        int last = STEPS.length - 1;
        if (seconds > STEPS[last]) {
            return null;
        }
        while (STEPS[last] > seconds) {
            last--;
        }
        return new Expected(STEPS[last], snapshot.source() + ", " + what);
    }

    private static @Nullable Expected sooner(@Nullable Expected one, @Nullable Expected other) {
        return one == null || (other != null && other.seconds < one.seconds) ? other : one;
    }

    public void into(Map<String, AttributeValue> values, long ageMillis) {
        put(values, Attribute.JOB_STARTS, starts, ageMillis);
        put(values, Attribute.JOB_ENDS, ends, ageMillis);
        put(values, Attribute.NODE_LEAVES, leaves, ageMillis);
    }

    private static void put(
            Map<String, AttributeValue> values, Attribute attribute, @Nullable Expected expected, long ageMillis) {
        if (expected != null) {
            values.put(attribute.key(), attribute.value(expected.seconds, ageMillis, expected.source));
        }
    }
}
