package org.peerboot.transfer.nio;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one loop. A cancelled timer stays in the heap until its time, or until more than half of the heap is
 * cancelled: removing each at once would cost a walk through the heap.
 */
final class Timers {
    private static final int SWEEP_ABOVE = 64;

    // Differences, not values: nanoTime may wrap.
    private final PriorityQueue<Timer> heap = new PriorityQueue<>((a, b) -> Long.signum(a.dueNanos - b.dueNanos));
    private int cancelled;

    Timer add(long dueNanos, Runnable task) {
        Timer timer = new Timer(this, dueNanos, task);
        heap.add(timer);
        return timer;
    }

    /** The next timer that is due at {@code now}, taken out; null when none is. */
    @Nullable
    Timer pollDue(long now) {
        Timer timer = first();
        if (timer == null || timer.dueNanos - now > 0) {
            return null;
        }
        heap.poll();
        timer.begin();
        return timer;
    }

    /** Nanoseconds until the next timer is due, 0 when one is due now, -1 when there is none. */
    long nanosToNext(long now) {
        Timer timer = first();
        return timer == null ? -1 : Math.max(0, timer.dueNanos - now);
    }

    void cancelled() {
        cancelled++;
        if (heap.size() > SWEEP_ABOVE && cancelled > heap.size() / 2) {
            heap.removeIf(timer -> !timer.isWaiting());
            cancelled = 0;
        }
    }

    int size() {
        return heap.size();
    }

    private @Nullable Timer first() {
        Timer timer = heap.peek();
        while (timer != null && !timer.isWaiting()) {
            heap.poll();
            cancelled--;
            timer = heap.peek();
        }
        return timer;
    }
}
