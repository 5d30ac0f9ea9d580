package org.peerboot.transfer;

import java.util.ArrayDeque;
import java.util.Deque;

/** How long a transfer still needs if it goes on as it did of late. */
final class Remaining {
    private static final long EVERY = 1_000_000_000L;
    private static final long WINDOW = 5_000_000_000L;

    private record Look(long nanos, long received) {}

    private final Deque<Look> looks = new ArrayDeque<>();

    /** @param received bytes that came so far */
    void take(long received, long now) {
        if (!looks.isEmpty() && now - looks.getLast().nanos < EVERY) {
            return;
        }
        looks.addLast(new Look(now, received));
        while (now - looks.getFirst().nanos > WINDOW) {
            looks.removeFirst();
        }
    }

    /**
     * Seconds for {@code left} more bytes; infinite before bytes came for a second, and while none come.
     */
    double seconds(long left) {
        if (left == 0) {
            return 0;
        }
        if (looks.size() < 2) {
            return Double.POSITIVE_INFINITY;
        }
        double seconds = (looks.getLast().nanos - looks.getFirst().nanos) / 1e9;
        return left * seconds / (looks.getLast().received - looks.getFirst().received);
    }
}
