package org.peerboot.transfer.nio;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Looks for what is overdue, over and over, as long as there is anything to look at: cheaper than a timer a connection,
 * which every byte would move, and nothing at all on an idle node.
 */
final class Sweep {
    private static final long MOST_NANOS = Duration.ofMillis(500).toNanos();
    private static final long LEAST_NANOS = Duration.ofMillis(5).toNanos();

    private final EventLoop loop;
    private final long intervalNanos;
    private final BooleanSupplier round;
    private boolean running;

    /**
     * @param shortest the shortest wait that is looked for; noticed at most a quarter of it, or 500 ms, late
     * @param round looks once; returns false when nothing is left to look at
     */
    Sweep(EventLoop loop, Duration shortest, BooleanSupplier round) {
        this.loop = loop;
        this.intervalNanos = Math.max(LEAST_NANOS, Math.min(MOST_NANOS, shortest.toNanos() / 4));
        this.round = round;
    }

    /** Makes sure that it runs. */
    void start() {
        if (!running) {
            running = true;
            loop.schedule(intervalNanos, this::run);
        }
    }

    private void run() {
        running = false;
        boolean more = true;
        try {
            more = round.getAsBoolean();
        } finally {
            if (more) {
                start();
            }
        }
    }
}
