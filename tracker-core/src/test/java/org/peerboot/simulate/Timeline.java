package org.peerboot.simulate;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** The simulated clock: events in the order of their nanoseconds, one after the other, and chance from one seed. */
final class Timeline {
    private static final int REMEMBERED = 60;

    private record Event(long at, long order, Runnable run) {}

    final Random random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final ArrayDeque<String> notes = new ArrayDeque<>();
    private long order;
    private long now;

    Timeline(long seed) {
        random = new Random(seed);
    }

    long now() {
        return now;
    }

    int pending() {
        return events.size();
    }

    void in(long delay, Runnable run) {
        events.add(new Event(now + delay, order++, run));
    }

    /** Runs the next event. */
    void step() {
        Event event = events.remove();
        now = event.at;
        event.run.run();
    }

    /** Remembered, to be shown when an invariant breaks. */
    void note(String what) {
        if (notes.size() == REMEMBERED) {
            notes.remove();
        }
        notes.add(String.format("%9.4f s  %s", now / 1e9, what));
    }

    String notes() {
        return String.join("\n", notes);
    }
}
