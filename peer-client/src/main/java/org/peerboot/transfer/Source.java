package org.peerboot.transfer;

import java.util.ArrayDeque;
import java.util.BitSet;
import org.peerboot.wire.Candidate;

/** What a download knows of one source; outside this package a handle that spares looking it up. */
public final class Source {
    final String node;
    final BitSet have = new BitSet();
    /** In the order in which they were asked, which is the order in which their bytes come. */
    final ArrayDeque<Segment> outstanding = new ArrayDeque<>();

    Candidate candidate;
    Weight weight;
    /** Whether it is in this node's own cell, as the update in force has it. */
    boolean near;
    /** Whether the connection for announcements stands. */
    boolean heard;
    /** Whether its connection for announcements was ever answered, or failed. */
    boolean answered;
    /** Whether it said that it sends nothing now. */
    boolean stopped;
    /** Nothing is asked of it before this moment. */
    long retryAt = Long.MIN_VALUE;
    /** Since when it has not been heard; for the patience that owners are given. */
    long silentSince;

    int failures;

    Source(Candidate candidate, Weight weight, long now) {
        this.node = candidate.node();
        this.candidate = candidate;
        this.weight = weight;
        this.silentSince = now;
    }

    /** Whether its first word is still to come, and not overdue by {@code patience}. */
    boolean silent(long now, long patience) {
        return !answered && weight.value() > 0 && now - silentSince < patience;
    }

    boolean usable(long now) {
        return weight.value() > 0 && !stopped && now >= retryAt;
    }

    /**
     * It is full, and no failure: nodes that come back ever later leave the origin idle while hundreds wait for it. They
     * come back apart from each other, {@code nanos} later in the mean.
     */
    void fullFor(long now, long nanos, double jitter) {
        retryAt = now + (long) (nanos * (0.5 + jitter));
    }

    /** After a failure: half a second, doubled each time, eight seconds at most. */
    void backOff(long now, double jitter) {
        failures = Math.min(failures + 1, 5);
        retryAt = now + (long) ((250_000_000L << failures) * (0.5 + jitter));
    }
}
