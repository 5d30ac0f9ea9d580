package org.peerboot.attributes;

import java.util.Map;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.wire.AttributeValue;

/**
 * Whether a job may be running on one node. Unknown means busy: for a node that the snapshot does not name, or by a
 * snapshot that is too old, both are true, and the source says why.
 *
 * @param known whether a workload manager said so
 * @param ageMillis of its word; 0 where it never said any
 * @param source who said so, in words that do not change with the age
 */
public record JobStatus(boolean running, boolean exclusive, boolean known, long ageMillis, String source) {
    /** A snapshot that nobody has confirmed for so long tells nothing about jobs any more: six polls of 10 s. */
    public static final long STALE_AFTER_MILLIS = 60_000;

    /** @param nowMillis milliseconds since the epoch */
    public static JobStatus of(ClusterSnapshot snapshot, String node, long nowMillis, long staleAfterMillis) {
        long age = Math.max(0, nowMillis - snapshot.timeMillis());
        if (isStale(snapshot, nowMillis, staleAfterMillis)) {
            return new JobStatus(true, true, false, age, "unknown, " + snapshot.source() + " is silent");
        }
        if (snapshot.node(node) == null) {
            return new JobStatus(true, true, false, age, "unknown, not in " + snapshot.source());
        }
        boolean running = false;
        boolean exclusive = false;
        for (Job job : snapshot.jobsOn(node)) {
            if (job.state().occupies()) {
                running = true;
                exclusive |= job.exclusive();
            }
        }
        return new JobStatus(running, exclusive, true, age, snapshot.source());
    }

    /** Whether the snapshot is too old to tell of jobs. */
    public static boolean isStale(ClusterSnapshot snapshot, long nowMillis, long staleAfterMillis) {
        return nowMillis - snapshot.timeMillis() > staleAfterMillis;
    }

    public void into(Map<String, AttributeValue> values) {
        put(values, Attribute.JOB_RUNNING, running);
        put(values, Attribute.JOB_EXCLUSIVE, exclusive);
    }

    private void put(Map<String, AttributeValue> values, Attribute attribute, boolean truth) {
        values.put(attribute.key(), attribute.value(truth ? 1 : 0, ageMillis, source));
    }
}
