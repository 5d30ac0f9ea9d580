package org.peerboot.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Bytes a second over the last five seconds. The caller says what time it is. */
final class RateMeter {
    private static final long WINDOW_NANOS = 5_000_000_000L;
    /** A sample each tenth of the window is fine enough; more would only cost memory. */
    private static final long APART_NANOS = WINDOW_NANOS / 50;

    private record Sample(long nanos, long bytes) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private Sample last = new Sample(0, 0);

    void at(long nanos, long bytes) {
        last = new Sample(nanos, bytes);
        Sample newest = samples.peekLast();
        if (newest == null || nanos - newest.nanos >= APART_NANOS) {
            samples.addLast(last);
        }
        while (samples.size() > 1 && nanos - samples.getFirst().nanos > WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    long bytesPerSecond() {
        Sample first = samples.peekFirst();
        if (first == null || last.nanos <= first.nanos) {
            return 0;
        }
        return (long) ((last.bytes - first.bytes) * 1e9 / (last.nanos - first.nanos));
    }

    /** Seconds until {@code total}; absent while nothing moves. */
    @Nullable
    Long etaSeconds(long total) {
        long rate = bytesPerSecond();
        return rate <= 0 ? null : (Math.max(0, total - last.bytes) + rate - 1) / rate;
    }
}
