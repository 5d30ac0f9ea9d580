package org.peerboot.tracker;

import org.jspecify.annotations.Nullable;

/**
 * Notices when somebody sets this machine's clock, by a clock that nobody can set. Ages are told by the wall clock; one that
 * goes back an hour would make the workload manager's last word an hour younger than it is, one that goes forward too old.
 */
final class ClockWatch {
    /** Less is a busy machine between two readings, or NTP at work; nothing here grows old in so short a time. */
    private static final long LEAST_MILLIS = 2_000;
    /** Long enough for a person to see it. */
    private static final long TOLD_NANOS = 600_000_000_000L;

    private long millis;
    private long nanos;
    private long stepNanos;
    private @Nullable String warning;

    /**
     * @param millis since the epoch
     * @param nanos of {@link System#nanoTime}
     */
    ClockWatch(long millis, long nanos) {
        this.millis = millis;
        this.nanos = nanos;
    }

    /** @return by how many milliseconds the clock was set forward since the last look; negative for back, 0 for not */
    long look(long nowMillis, long nowNanos) {
        long step = nowMillis - millis - (nowNanos - nanos) / 1_000_000;
        millis = nowMillis;
        nanos = nowNanos;
        if (Math.abs(step) >= LEAST_MILLIS) {
            stepNanos = nowNanos;
            warning = "the clock of the tracker's machine was set " + (step < 0 ? "back " : "forward ")
                    + Math.round(Math.abs(step) / 1000.0)
                    + " s; loads measured before are unknown until nodes measure again. Let NTP keep it";
            return step;
        }
        if (nowNanos - stepNanos > TOLD_NANOS) {
            warning = null;
        }
        return 0;
    }

    /** What the administrator should know; absent when nothing happened in the last ten minutes. */
    @Nullable
    String warning() {
        return warning;
    }
}
