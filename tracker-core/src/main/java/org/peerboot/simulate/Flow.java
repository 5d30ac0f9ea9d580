package org.peerboot.simulate;

/** Bytes on their way along a path, a run of them at a time. */
final class Flow {
    final Link[] path;
    /** Told when the run has passed; it may begin another. */
    final Runnable passed;
    /** Where each link of the path keeps this flow. */
    final int[] slots;
    /** Where the network keeps it. */
    int place;

    double rate;
    /** Whether this round of sharing has found the rate. */
    boolean settled;

    int length;
    double done;
    long since;
    /** Counts what may end the run: an end that was planned before is void. */
    int plan;

    Flow(Link[] path, Runnable passed) {
        this.path = path;
        this.passed = passed;
        this.slots = new int[path.length];
    }

    void begin(int length, long now) {
        this.length = length;
        done = 0;
        since = now;
        plan++;
    }

    /** Brings {@code done} up to date. */
    void progress(long now) {
        done += rate * (now - since) / 1e9;
        since = now;
    }
}
