package org.peerboot.pbs;

import org.peerboot.cluster.JobState;

/** PBS's letters for where a job stands. */
final class JobWords {
    /** The job's hosts are being provisioned. */
    private static final String PROVISION = "71";

    private JobWords() {}

    /** A letter that is not known is taken for a running job where there are vnodes: unknown means busy. */
    static JobState state(String letter, String substate, boolean hasVnodes) {
        return switch (letter) {
            case "Q", "H", "W", "T", "B" -> JobState.PENDING;
            case "R" -> substate.equals(PROVISION) ? JobState.CONFIGURING : JobState.RUNNING;
            case "S", "U" -> JobState.SUSPENDED;
            case "E" -> JobState.COMPLETING;
            case "F", "X", "M" -> JobState.ENDED;
            default -> hasVnodes ? JobState.RUNNING : JobState.PENDING;
        };
    }
}
