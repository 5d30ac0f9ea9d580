package org.peerboot.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A machine's clock that a test sets while it goes on. */
public final class SetClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    /** @param step negative for back */
    public void set(Duration step) {
        ahead = ahead.plus(step);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("nobody asks: ages have no zone");
    }
}
