package org.peerboot.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RemainingTest {
    private static final long SECOND = 1_000_000_000L;

    private final Remaining remaining = new Remaining();

    @Test
    void cannotBeToldBeforeAPaceIsKnown() {
        assertThat(remaining.seconds(100)).isInfinite();
        remaining.take(50, SECOND);
        remaining.take(90, SECOND + SECOND / 2);
        assertThat(remaining.seconds(100)).isInfinite();
        assertThat(remaining.seconds(0)).isZero();
    }

    @Test
    void goesByThePaceOfTheLastSeconds() {
        for (int second = 0; second <= 10; second++) {
            remaining.take(second * 1000L, second * SECOND);
        }
        assertThat(remaining.seconds(4000)).isEqualTo(4);
        for (int second = 11; second <= 16; second++) {
            remaining.take(10_000 + (second - 10) * 100L, second * SECOND);
        }
        assertThat(remaining.seconds(4000)).as("the fast seconds are over").isEqualTo(40);
    }

    @Test
    void hasNoEndWhileNothingComes() {
        remaining.take(100, 0);
        remaining.take(100, SECOND);
        assertThat(remaining.seconds(1)).isInfinite();
    }
}
