package org.peerboot.transfer;

import org.peerboot.wire.Limits;

/** This node's own limit on what it sends, which it obeys without being asked twice. */
public final class UploadGate implements Pace {
    private final TokenBucket bucket = new TokenBucket();
    private Limits limits = Limits.NONE;
    private long link = Limits.UNLIMITED;
    private long epoch;

    /** @param epoch of the update behind {@code limits} */
    public void set(Limits limits, long epoch, long now) {
        this.limits = limits;
        this.epoch = epoch;
        pace(now);
    }

    /**
     * Nothing is sent faster than the link takes it: what waits in the kernel is shared out there piece by piece at once,
     * comes late everywhere, and flows on when a job starts.
     *
     * @param bytesPerSecond of this node's link; {@link Limits#UNLIMITED} where nobody knows
     */
    public void link(long bytesPerSecond, long now) {
        link = bytesPerSecond;
        pace(now);
    }

    private void pace(long now) {
        bucket.rate(limits.mayUpload() ? Limits.tighter(limits.uploadBytesPerSecond(), link) : 0, now);
    }

    public boolean open() {
        return limits.mayUpload();
    }

    /** Whether another stream may begin while {@code streams} are under way. */
    public boolean admits(int streams) {
        return limits.uploadStreams() == Limits.UNLIMITED || streams < limits.uploadStreams();
    }

    public Limits limits() {
        return limits;
    }

    public Announcement.Stop stop() {
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
