package org.peerboot.simulate;

import java.util.PriorityQueue;
import java.util.Random;

/** The simulated clock: events in the order of their nanoseconds, one after the other, and chance from one seed. */
final class Timeline {
    private record Event(long at, long order, Runnable run) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    private final Random random;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
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
}
