package org.peerboot.simulate;

import java.util.Arrays;
import java.util.Random;

/**
 * The simulated clock: events in the order of their nanoseconds, one after the other, and chance from one seed. A heap in
 * which each has four below it, with the times beside the events: of a large cluster a million wait.
 */
final class Timeline {
    private final Random random;
    private Runnable[] events = new Runnable[1024];
    private long[] times = new long[1024];
    /** Of those of one moment the first goes first. */
    private long[] orders = new long[1024];

    private int size;
    private long order;
    private long now;

    Timeline(Random random) {
        this.random = random;
    }

    Random random() {
        return random;
    }

    long now() {
        return now;
    }

    int pending() {
        return size;
    }

    void in(long delay, Runnable run) {
        if (size == events.length) {
            events = Arrays.copyOf(events, 2 * size);
            times = Arrays.copyOf(times, 2 * size);
            orders = Arrays.copyOf(orders, 2 * size);
        }
        long time = now + delay;
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >> 2;
            if (time >= times[parent]) {
                break;
            }
            put(at, events[parent], times[parent], orders[parent]);
            at = parent;
        }
        put(at, run, time, order++);
    }

    /** Runs the next event. */
    void step() {
        Runnable next = events[0];
        now = times[0];
        size--;
        fill(events[size], times[size], orders[size]);
        next.run();
    }

    /** Puts an event where the first was, and down from there. */
    private void fill(Runnable run, long time, long order) {
        int at = 0;
        for (int least = least(at); least >= 0 && isBefore(least, time, order); least = least(at)) {
            put(at, events[least], times[least], orders[least]);
            at = least;
        }
        put(at, run, time, order);
    }

    /** Of those below {@code parent} the first; -1 where there is none. */
    private int least(int parent) {
        int first = 4 * parent + 1;
        if (first >= size) {
            return -1;
        }
        int least = first;
        for (int child = first + 1; child < Math.min(first + 4, size); child++) {
            if (isBefore(child, times[least], orders[least])) {
                least = child;
            }
        }
        return least;
    }

    private boolean isBefore(int at, long time, long order) {
        return times[at] < time || (times[at] == time && orders[at] < order);
    }

    private void put(int at, Runnable run, long time, long order) {
        events[at] = run;
        times[at] = time;
        orders[at] = order;
    }
}
