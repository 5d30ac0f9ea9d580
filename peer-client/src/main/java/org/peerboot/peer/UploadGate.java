package org.peerboot.peer;

import org.peerboot.transfer.Announcement;
import org.peerboot.transfer.TokenBucket;
import org.peerboot.transfer.nio.Pace;
import org.peerboot.wire.Limits;

/** This node's own limit on what it sends, which it obeys without being asked twice. */
final class UploadGate implements Pace {
    private final TokenBucket bucket = new TokenBucket();
    private Limits limits = Limits.NONE;
    private long epoch;

    /** @param epoch of the update behind {@code limits} */
    void set(Limits limits, long epoch, long now) {
        this.limits = limits;
        this.epoch = epoch;
        bucket.rate(limits.mayUpload() ? limits.uploadBytesPerSecond() : 0, now);
    }

    boolean open() {
        return limits.mayUpload();
    }

    /** Whether another stream may begin while {@code streams} are under way. */
    boolean admits(int streams) {
        return limits.uploadStreams() == Limits.UNLIMITED || streams < limits.uploadStreams();
    }

    Limits limits() {
        return limits;
    }

    Announcement.Stop stop() {
        return new Announcement.Stop(epoch, limits.rule());
    }

    @Override
    public int grant(int wanted, long now) {
        return bucket.take(wanted, now);
    }

    @Override
    public long readyInNanos(long now) {
        return bucket.readyIn(now);
    }

    @Override
    public void sent(int granted, int actuallySent, long now) {
        bucket.giveBack(granted - actuallySent);
    }
}
