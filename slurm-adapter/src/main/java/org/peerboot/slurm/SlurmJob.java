package org.peerboot.slurm;

/**
 * One job's record.
 *
 * @param jobId SLURM_JOB_ID: of each running task of an array and each part of a heterogeneous job its own
 * @param label as {@code squeue} writes it; see {@link #label}
 * @param userId whose it is
 * @param state slurm_job_state_string: {@code PENDING}, {@code RUNNING}, {@code CONFIGURING}, {@code COMPLETING} ...
 * @param partition several with commas while it waits
 * @param qos empty where there is none
 * @param reservation resv_name; empty where there is none
 * @param overSubscribe {@code NO} (JOB_SHARED_NONE: it shares its nodes with no other job), {@code YES}, {@code OK} (no
 *     wish given), {@code USER} or {@code MCS}
 * @param nodes host list such as {@code n[1-2]}; empty while it waits. While it completes, those that still do
 * @param plannedNodes SchedNodeList: a host list; empty where there is none
 * @param startSeconds since the epoch, the planned start while it waits; 0 where not known
 * @param endSeconds since the epoch, by its time limit; 0 where not known, and where time_limit is INFINITE or not set
 */
public record SlurmJob(
        long jobId,
        String label,
        long userId,
        String state,
        String partition,
        String qos,
        String reservation,
        String overSubscribe,
        String nodes,
        String plannedNodes,
        long startSeconds,
        long endSeconds) {

    /**
     * What {@code squeue} prints as JOBID.
     *
     * @param arrayJobId 0 where it is of no array
     * @param arrayTaskId the task that this record is of; negative where it stands for several (NO_VAL)
     * @param arrayTasks text of those several (array_task_str), such as {@code 3-9%2}; empty where there is none
     * @param hetJobId 0 where it is no part of a heterogeneous job
     */
    public static String label(
            long jobId, long arrayJobId, long arrayTaskId, String arrayTasks, long hetJobId, long hetOffset) {
        if (arrayJobId != 0 && !arrayTasks.isEmpty()) {
            return arrayJobId + "_[" + arrayTasks + "]";
        }
        if (arrayJobId != 0 && arrayTaskId >= 0) {
            return arrayJobId + "_" + arrayTaskId;
        }
        return hetJobId == 0 ? Long.toString(jobId) : hetJobId + "+" + hetOffset;
    }
}
