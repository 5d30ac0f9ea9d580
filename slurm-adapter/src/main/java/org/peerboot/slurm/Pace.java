package org.peerboot.slurm;

import java.time.Duration;

/** How long to leave Slurm alone. */
final class Pace {
    /** 5 % of its time at most. */
    static final int SHARE = 20;

    private static final long MOST_AFTER_FAILURE = 60_000;

    private final long poll;
    private int failures;

    Pace(Duration poll) {
        this.poll = poll.toMillis();
    }

    /** @param slurmMillis how long slurmctld was busy with the answer */
    Duration afterAnswer(long slurmMillis) {
        failures = 0;
        // the share counts from end to end: busy for 1, left alone for 19
        return Duration.ofMillis(Math.max(poll, (SHARE - 1) * slurmMillis));
    }

    /**
     * A slurmctld that refuses at once does no work for us, and is asked at the usual pace, to see it come back soon. One
     * that keeps us waiting is left alone for as long, and twice as long each time.
     */
    Duration afterFailure(long tookMillis) {
        failures++;
        long backedOff = tookMillis << Math.min(failures - 1, 10);
        return Duration.ofMillis(Math.max(poll, Math.min(MOST_AFTER_FAILURE, backedOff)));
    }

    int failures() {
        return failures;
    }
}
