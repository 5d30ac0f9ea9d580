package org.peerboot.simulate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Links whose flows share them evenly: a flow is as fast as the narrowest of its links lets it be. */
final class Network {
    static final class Link {
        private final Set<Flow> flows = new LinkedHashSet<>();
        private double bytesPerSecond;

        Link(double bytesPerSecond) {
            this.bytesPerSecond = bytesPerSecond;
        }

        private double share() {
            return bytesPerSecond / flows.size();
        }
    }

    /** Bytes on their way along a path. */
    static final class Flow {
        private final List<Link> path;
        private final int length;
        private final Runnable arrived;
        private double done;
        private double rate;
        private long since;
        private long plan;

        private Flow(List<Link> path, int length, Runnable arrived, long now) {
            this.path = path;
            this.length = length;
            this.arrived = arrived;
            this.since = now;
        }
    }

    private final Timeline time;

    Network(Timeline time) {
        this.time = time;
    }

    Flow send(List<Link> path, int length, Runnable arrived) {
        Flow flow = new Flow(path, length, arrived, time.now());
        path.forEach(link -> link.flows.add(flow));
        share(path);
        return flow;
    }

    /** Ends a flow where it stands. Returns the bytes that have passed. */
    int stop(Flow flow) {
        settle(flow);
        flow.plan++;
        flow.path.forEach(link -> link.flows.remove(flow));
        share(flow.path);
        return (int) Math.min(flow.length, flow.done);
    }

    void rate(Link link, double bytesPerSecond) {
        link.bytesPerSecond = bytesPerSecond;
        share(List.of(link));
    }

    private void share(List<Link> links) {
        Set<Flow> touched = new LinkedHashSet<>();
        links.forEach(link -> touched.addAll(link.flows));
        for (Flow flow : touched) {
            double rate = flow.path.stream().mapToDouble(Link::share).min().orElseThrow();
            if (rate != flow.rate) {
                settle(flow);
                flow.rate = rate;
                long plan = ++flow.plan;
                long left = (long) Math.ceil((flow.length - flow.done) / rate * 1e9);
                time.in(Math.max(0, left), () -> arrive(flow, plan));
            }
        }
    }

    private void arrive(Flow flow, long plan) {
        if (flow.plan == plan) {
            stop(flow);
            flow.arrived.run();
        }
    }

    private void settle(Flow flow) {
        flow.done += flow.rate * (time.now() - flow.since) / 1e9;
        flow.since = time.now();
    }
}
