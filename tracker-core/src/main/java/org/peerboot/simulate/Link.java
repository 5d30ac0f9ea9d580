package org.peerboot.simulate;

import java.util.ArrayList;
import java.util.List;

/** One direction of a link, and the flows on it. */
final class Link {
    private final List<Flow> flows = new ArrayList<>();
    /** Which place in its flow's path this link has, flow by flow. */
    private final List<Integer> hops = new ArrayList<>();

    private double bytesPerSecond;
    private double limit = Double.MAX_VALUE;
    private long carried;
    /** What no flow has of it. */
    private double free;
    /** Flows whose rate is still to be found. */
    private int open;

    private double share;

    Link(double bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
        this.free = bytesPerSecond;
    }

    double bytesPerSecond() {
        return Math.min(bytesPerSecond, limit);
    }

    void rate(double bytesPerSecond) {
        double before = bytesPerSecond();
        this.bytesPerSecond = bytesPerSecond;
        free += bytesPerSecond() - before;
    }

    void limit(double bytesPerSecond) {
        double before = bytesPerSecond();
        limit = bytesPerSecond;
        free += bytesPerSecond() - before;
    }

    /** Payload bytes that have come through. */
    long carried() {
        return carried;
    }

    void carry(int bytes) {
        carried += bytes;
    }

    List<Flow> flows() {
        return flows;
    }

    double free() {
        return free;
    }

    void take(double rate) {
        free -= rate;
    }

    void add(Flow flow, int hop) {
        flow.slots[hop] = flows.size();
        flows.add(flow);
        hops.add(hop);
    }

    void remove(int slot) {
        int last = flows.size() - 1;
        Flow moved = flows.get(last);
        int hop = hops.get(last);
        flows.set(slot, moved);
        hops.set(slot, hop);
        moved.slots[hop] = slot;
        flows.remove(last);
        hops.remove(last);
    }

    /** Everything is to be shared out again. */
    void reopen() {
        free = bytesPerSecond();
        open = flows.size();
        share = free / open;
    }

    int open() {
        return open;
    }

    /** One flow has found its rate. */
    void settle(double rate) {
        free -= rate;
        open--;
    }

    /** What each of the open flows could have when this was last looked at. */
    double share() {
        return share;
    }

    /** Looks again; returns whether the share has grown. */
    boolean reshare() {
        double before = share;
        share = Math.max(free, 0) / open;
        return share > before * (1 + 1e-9);
    }
}
