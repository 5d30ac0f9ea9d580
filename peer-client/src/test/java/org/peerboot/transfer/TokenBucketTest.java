package org.peerboot.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerboot.wire.Limits;

class TokenBucketTest {
    private static final long MILLISECOND = 1_000_000;

    /** Who waits for tokens comes back a millisecond later: 100 kbit/s, 100 Mbit/s, 10 and 100 Gbit/s. */
    @ParameterizedTest
    @ValueSource(longs = {12_500, 12_500_000, 1_250_000_000L, 12_500_000_000L})
    void aRateIsReachedAndHeldByAnyoneWhoWaitsInMilliseconds(long rate) {
        for (TokenBucket bucket : new TokenBucket[] {new TokenBucket(), TokenBucket.even()}) {
            bucket.rate(rate, 0);
            long taken = 0;
            for (long now = 0; now < 10_000 * MILLISECOND; now += MILLISECOND) {
                int granted;
                do {
                    granted = bucket.take(TokenBucket.SLICE, now);
                    taken += granted;
                } while (granted > 0);
            }
            assertThat(taken).isBetween(rate * 10 * 98 / 100, rate * 10 * 102 / 100);
        }
    }

    @Test
    void evenTokensComeInGrainsOfTwoMilliseconds() {
        TokenBucket bucket = TokenBucket.even();
        bucket.rate(8_000_000, 0);
        assertThat(bucket.take(1 << 20, 5_000 * MILLISECOND)).isEqualTo(16_000);
        assertThat(bucket.take(1 << 20, 5_000 * MILLISECOND)).isZero();
        assertThat(bucket.readyIn(5_000 * MILLISECOND)).isBetween(MILLISECOND / 2, 2 * MILLISECOND);
    }

    @Test
    void withoutALimitEverythingMayGoAndAtNoneNothing() {
        TokenBucket bucket = new TokenBucket();
        assertThat(bucket.take(1 << 30, 0)).isEqualTo(1 << 30);
        bucket.rate(0, 0);
        assertThat(bucket.take(1, 1)).isZero();
        assertThat(bucket.readyIn(1)).isEqualTo(Long.MAX_VALUE);
        bucket.rate(Limits.UNLIMITED, 2);
        assertThat(bucket.readyIn(2)).isZero();
    }
}
