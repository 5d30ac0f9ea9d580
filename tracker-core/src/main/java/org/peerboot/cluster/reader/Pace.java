package org.peerboot.cluster.reader;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;

/** How long to leave a workload manager's server alone. */
final class Pace {
    /** 5 % of its time at most. */
    static final int SHARE = 20;

    private static final long MOST_AFTER_FAILURE = 60_000;
    /** Answers that are remembered: at a poll of 10 s a server that slows down is spared more 40 s later. */
    private static final int ANSWERS = 5;

    private final long poll;
    private final ArrayDeque<Long> busy = new ArrayDeque<>();
    private int failures;

    Pace(Duration poll) {
        this.poll = poll.toMillis();
    }

    /**
     * The least of the last few answers counts: what is measured is the wait for server, to which other work on its
     * machine, or on ours, only adds. On two busy cores one answer took 0.5 s, another 1.4 s, and 0.2 s of server's CPU each.
     *
     * @param tookMillis from question to answer
     * @param serverMillis how long server was busy with it, or longer
     */
    Duration afterAnswer(long tookMillis, long serverMillis) {
        failures = 0;
        busy.addLast(serverMillis);
        if (busy.size() > ANSWERS) {
            busy.removeFirst();
        }
        // the poll counts from question to question, but a reader that is slow itself rests too
        // also where a clock that was set back says that it took less than no time
        long wait = Math.max(poll - Math.max(0, tookMillis), poll / 4);
        // busy for 1, left alone for 19
        return Duration.ofMillis(Math.max(wait, (SHARE - 1) * Collections.min(busy)));
    }

    /**
     * A server that refuses at once does no work for us, and is asked at the usual pace, to see it come back soon. One
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
