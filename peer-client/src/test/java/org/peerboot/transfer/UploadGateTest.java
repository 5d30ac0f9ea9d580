package org.peerboot.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.peerboot.wire.Limits;

class UploadGateTest {
    private static final long SECOND = 1_000_000_000;
    private final UploadGate gate = new UploadGate();

    @Test
    void nothingGoesFasterThanTheLink() {
        assertThat(sentInASecond()).isEqualTo(1000L * TokenBucket.SLICE);
        gate.link(12_500_000, 0);
        assertThat(sentInASecond()).isBetween(12_200_000L, 12_900_000L);
    }

    @Test
    void theTighterOfLinkAndLimitCounts() {
        gate.link(12_500_000, 0);
        gate.set(new Limits(2_000_000, Limits.UNLIMITED, Limits.UNLIMITED, "slow"), 1, 0);
        assertThat(sentInASecond()).isBetween(1_900_000L, 2_300_000L);
        gate.set(new Limits(0, Limits.UNLIMITED, Limits.UNLIMITED, "closed"), 2, 0);
        gate.link(25_000_000, 0);
        assertThat(sentInASecond()).isZero();
    }

    /** By one who asks each millisecond. */
    private long sentInASecond() {
        long sent = 0;
        for (long now = 0; now < SECOND; now += SECOND / 1000) {
            int granted = gate.grant(TokenBucket.SLICE, now);
            gate.sent(granted, granted, now);
            sent += granted;
        }
        return sent;
    }
}
