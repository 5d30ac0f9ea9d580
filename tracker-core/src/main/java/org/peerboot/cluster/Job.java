package org.peerboot.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One job that has, or waits for, nodes.
 *
 * @param id as the job itself sees it (Slurm's SLURM_JOB_ID), which is what its prolog tells: {@code 8815}
 * @param label as people write it: {@code 8812_3} of an array, {@code 8812+1} of a heterogeneous job, else the id
 * @param nodes names; empty while it waits
 * @param partition where it runs; all that it may run in, with commas, while it waits
 * @param qos quality of service; empty where there is none
 * @param reservation that it runs in; absent where in none
 * @param exclusive whether it shares no node with another job
 * @param startMillis since the epoch, the planned start while it waits; absent where not known
 * @param expectedEndMillis by its time limit, since the epoch; absent where not known or without limit
 * @param plannedNodes that the scheduler means to give it; empty where it has no plan, or has begun
 * @param images names of those that it ordered; empty where the workload manager does not tell
 */
public record Job(
        String id,
        String label,
        String user,
        List<String> nodes,
        JobState state,
        String partition,
        String qos,
        @Nullable String reservation,
        boolean exclusive,
        @Nullable Long startMillis,
        @Nullable Long expectedEndMillis,
        List<String> plannedNodes,
        List<String> images) {

    /** A job of which no more is known: called by its id, without quality of service, reservation, plan or images. */
    public Job(
            String id,
            String user,
            List<String> nodes,
            JobState state,
            String partition,
            boolean exclusive,
            @Nullable Long startMillis,
            @Nullable Long expectedEndMillis) {
        this(
                id,
                id,
                user,
                nodes,
                state,
                partition,
                "",
                null,
                exclusive,
                startMillis,
                expectedEndMillis,
                List.of(),
                List.of());
    }

    boolean endsBeforeItBegins() {
        return startMillis != null && expectedEndMillis != null && expectedEndMillis < startMillis;
    }

    /** {@link #expectedEndMillis}, or absent where that is before the job began. */
    public @Nullable Long endMillis() {
        return endsBeforeItBegins() ? null : expectedEndMillis;
    }

    /** The same job, running on these nodes. */
    public Job runningOn(List<String> there) {
        return new Job(
                id,
                label,
                user,
                there,
                JobState.RUNNING,
                partition,
                qos,
                reservation,
                exclusive,
                startMillis,
                expectedEndMillis,
                List.of(),
                images);
    }
}
