package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private static final long SECOND = 1_000_000_000L;

    private final ClockWatch watch = new ClockWatch(5_000_000, 0);

    @Test
    void tellsAClockThatIsSetFromTimeThatGoesBy() {
        assertThat(watch.look(5_060_000, 60 * SECOND)).as("a minute later").isZero();
        assertThat(watch.look(5_061_900, 61 * SECOND)).as("NTP at work").isZero();
        assertThat(watch.warning()).isNull();
        assertThat(watch.look(5_061_900 - 3_599_000, 62 * SECOND)).isEqualTo(-3_600_000);
        assertThat(watch.warning()).contains("was set back 3600 s");
        assertThat(watch.look(5_061_900, 62 * SECOND)).isEqualTo(3_599_000);
        assertThat(watch.warning()).contains("was set forward 3599 s");
    }

    @Test
    void tellsOfItForTenMinutes() {
        watch.look(1_000, SECOND);
        assertThat(watch.look(601_000, 601 * SECOND)).isZero();
        assertThat(watch.warning()).isNotNull();
        watch.look(602_000, 602 * SECOND);
        assertThat(watch.warning()).isNull();
    }
}
