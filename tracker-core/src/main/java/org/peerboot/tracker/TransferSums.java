package org.peerboot.tracker;

import java.util.function.Supplier;
import org.peerboot.wire.ImageProgress;

/** What all transfers added up to since the tracker's start. Only grows, as Prometheus wants its counters. */
final class TransferSums {
    private long fromOrigin;
    private long fromPeers;
    private long twice;
    private long completed;
    private long failed;
    private long restarts;

    /**
     * @param report changes the tally by what one node said of one image; a peer that counts backwards adds nothing
     * @return what that gave
     */
    <T> T take(Tally tally, String origin, Supplier<T> report) {
        long received = tally.received();
        long fromOriginBefore = tally.from(origin);
        long twiceBefore = tally.twice();
        ImageProgress before = tally.last();
        T given = report.get();
        long more = Math.max(0, tally.from(origin) - fromOriginBefore);
        fromOrigin += more;
        fromPeers += Math.max(0, tally.received() - received - more);
        twice += Math.max(0, tally.twice() - twiceBefore);
        ImageProgress now = tally.last();
        if (now != null && (before == null || before.state() != now.state())) {
            completed += now.state() == ImageProgress.State.COMPLETE && before != null ? 1 : 0;
            failed += now.state() == ImageProgress.State.FAILED ? 1 : 0;
        }
        return given;
    }

    void restarted() {
        restarts++;
    }

    /** Payload bytes that nodes received from the origin. */
    long fromOrigin() {
        return fromOrigin;
    }

    /** Payload bytes that nodes received from each other. */
    long fromPeers() {
        return fromPeers;
    }

    /** Of both, bytes that the nodes had already. */
    long twice() {
        return twice;
    }

    /** Images that became whole on a node; those that were when the tracker heard of them first are not among them. */
    long completed() {
        return completed;
    }

    /** Images that a node gave up. */
    long failed() {
        return failed;
    }

    /** Segments that went on from another source. */
    long restarts() {
        return restarts;
    }
}
