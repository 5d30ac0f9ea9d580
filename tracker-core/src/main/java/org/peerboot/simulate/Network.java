package org.peerboot.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * Flows over links that they share max-min fairly, shared out anew at most once a step. Between two steps a new flow has
 * what is free on its path and what an ended one had is free: no link ever carries more than it can.
 */
final class Network {
    private final Timeline time;
    private final long step;
    private final MaxMin fair = new MaxMin();
    private final List<Flow> flows = new ArrayList<>();
    private boolean changed;
    private boolean awake;
    private long next;

    /** @param step nanoseconds; short beside the time that a piece takes over a link of its own */
    Network(Timeline time, long step) {
        this.time = time;
        this.step = step;
    }

    /** @param passed told when {@code length} bytes have passed; the flow ends unless it calls {@link #more} */
    Flow send(Link[] path, int length, Runnable passed) {
        Flow flow = new Flow(path, passed);
        flow.place = flows.size();
        flows.add(flow);
        double rate = Double.MAX_VALUE;
        for (int hop = 0; hop < path.length; hop++) {
            path[hop].add(flow, hop);
            rate = Math.min(rate, path[hop].free());
        }
        flow.rate = Math.max(0, rate);
        take(flow, flow.rate);
        changed = true;
        if (!awake) {
            awake = true;
            time.in(Math.max(0, next - time.now()), this::share);
        }
        more(flow, length);
        return flow;
    }

    /** The same flow goes on with {@code length} bytes. */
    void more(Flow flow, int length) {
        flow.begin(length, time.now());
        planEnd(flow);
    }

    /** Ends a flow where it stands. Returns the bytes that have passed. */
    int stop(Flow flow) {
        flow.progress(time.now());
        flow.plan++;
        take(flow, -flow.rate);
        for (int hop = 0; hop < flow.path.length; hop++) {
            flow.path[hop].remove(flow.slots[hop]);
        }
        Flow last = flows.remove(flows.size() - 1);
        if (last != flow) {
            last.place = flow.place;
            flows.set(flow.place, last);
        }
        changed = true;
        return (int) Math.min(flow.length, flow.done);
    }

    /** The link itself runs at this rate from now on. */
    void rate(Link link, double bytesPerSecond) {
        link.rate(bytesPerSecond);
        changed = true;
    }

    /** No more than this is sent into the link from now on. */
    void limit(Link link, double bytesPerSecond) {
        link.limit(bytesPerSecond);
        changed = true;
    }

    private static void take(Flow flow, double rate) {
        for (Link link : flow.path) {
            link.take(rate);
        }
    }

    private void share() {
        long now = time.now();
        for (Flow flow : flows) {
            flow.progress(now);
        }
        if (changed) {
            fair.share(flows);
            changed = false;
        }
        next = now + step;
        flows.forEach(this::planEnd);
        awake = !flows.isEmpty();
        if (awake) {
            time.in(step, this::share);
        }
    }

    /** An end that is farther than the next step is found then. */
    private void planEnd(Flow flow) {
        double left = (flow.length - flow.done) / flow.rate * 1e9;
        if (time.now() + left <= next) {
            int plan = ++flow.plan;
            time.in(Math.max(0, (long) Math.ceil(left)), () -> end(flow, plan));
        }
    }

    private void end(Flow flow, int plan) {
        if (flow.plan == plan) {
            flow.passed.run();
            if (flow.plan == plan) {
                stop(flow);
            }
        }
    }
}
