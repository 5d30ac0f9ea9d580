package org.peerboot.slurm;

import org.peerboot.cluster.JobState;

/** Slurm's words for where a job stands. */
final class JobWords {
    private JobWords() {}

    /** A word that is not known is taken for a running job where there are nodes: unknown means busy. */
    static JobState state(String word, boolean hasNodes) {
        return switch (word) {
            case "PENDING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "SPECIAL_EXIT", "REVOKED", "RESV_DEL_HOLD" ->
                JobState.PENDING;
            case "CONFIGURING" -> JobState.CONFIGURING;
            case "RUNNING", "RESIZING", "SIGNALING" -> JobState.RUNNING;
            case "SUSPENDED", "STOPPED" -> JobState.SUSPENDED;
            case "COMPLETING", "STAGE_OUT" -> JobState.COMPLETING;
            case "COMPLETED",
                    "CANCELLED",
                    "FAILED",
                    "TIMEOUT",
                    "NODE_FAIL",
                    "PREEMPTED",
                    "BOOT_FAIL",
                    "DEADLINE",
                    "OUT_OF_MEMORY",
                    "LAUNCH_FAILED",
                    "RECONFIG_FAIL" -> JobState.ENDED;
            default -> hasNodes ? JobState.RUNNING : JobState.PENDING;
        };
    }
}
