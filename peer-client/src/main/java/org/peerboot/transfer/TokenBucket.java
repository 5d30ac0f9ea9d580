package org.peerboot.transfer;

import org.peerboot.wire.Limits;

/**
 * A rate limit: tokens are bytes, and at most a slice or a tenth of a second's worth, whichever is less, is saved up, so
 * that a limit holds over any quarter of a second; of a high rate a hundredth of a second's worth, since who waits for
 * tokens wakes up in milliseconds.
 */
public final class TokenBucket {
    public static final int SLICE = 256 << 10;

    private final int slice;
    private final double grainsPerSecond;
    private long bytesPerSecond = Limits.UNLIMITED;
    private double tokens;
    private long last;

    /** Of what is sent a slice at a time. */
    public TokenBucket() {
        this(SLICE, 100);
    }

    private TokenBucket(int slice, double grainsPerSecond) {
        this.slice = slice;
        this.grainsPerSecond = grainsPerSecond;
    }

    /** One that saves up two milliseconds' worth, or 4 KiB. */
    public static TokenBucket even() {
        return new TokenBucket(4 << 10, 500);
    }

    /** @param bytesPerSecond {@link Limits#UNLIMITED}, 0 for none, or a rate */
    public void rate(long bytesPerSecond, long nowNanos) {
        refill(nowNanos);
        this.bytesPerSecond = bytesPerSecond;
        tokens = Math.min(tokens, burst());
    }

    public long rate() {
        return bytesPerSecond;
    }

    /** How many of {@code wanted} bytes may go now; they are taken. */
    public int take(int wanted, long nowNanos) {
        if (bytesPerSecond == Limits.UNLIMITED) {
            return wanted;
        }
        refill(nowNanos);
        // Half a slice or all that is wanted: not a trickle of tiny sends.
        if (tokens < Math.min(wanted, burst() / 2)) {
            return 0;
        }
        int granted = (int) Math.min(wanted, tokens);
        tokens -= granted;
        return granted;
    }

    /** Takes {@code bytes} whatever there is; what lacks is made good before {@link #readyIn} is 0 again. */
    public void spend(long bytes, long nowNanos) {
        if (bytesPerSecond != Limits.UNLIMITED) {
            refill(nowNanos);
            tokens -= bytes;
        }
    }

    /** Gives back what was taken and not used. */
    public void giveBack(int bytes) {
        if (bytesPerSecond != Limits.UNLIMITED) {
            tokens = Math.min(burst(), tokens + bytes);
        }
    }

    /** Nanoseconds until {@link #take} grants something; {@link Long#MAX_VALUE} while the rate is 0. */
    public long readyIn(long nowNanos) {
        if (bytesPerSecond == Limits.UNLIMITED) {
            return 0;
        }
        if (bytesPerSecond == 0) {
            return Long.MAX_VALUE;
        }
        refill(nowNanos);
        double missing = burst() / 2 - tokens;
        return missing <= 0 ? 0 : (long) (missing * 1e9 / bytesPerSecond) + 1;
    }

    private double burst() {
        double least = Math.min(slice, Math.max(16 << 10, bytesPerSecond / 10.0));
        return bytesPerSecond <= 0 ? 0 : Math.max(least, bytesPerSecond / grainsPerSecond);
    }

    private void refill(long nowNanos) {
        if (bytesPerSecond > 0 && nowNanos > last) {
            tokens = Math.min(burst(), tokens + (nowNanos - last) / 1e9 * bytesPerSecond);
        }
        last = nowNanos;
    }
}
