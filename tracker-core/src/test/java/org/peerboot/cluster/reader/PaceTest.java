package org.peerboot.cluster.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(Duration.ofSeconds(10));

    @Test
    void isThatOfThePollWhileSlurmIsQuick() {
        assertThat(pace.afterAnswer(0, 0)).hasSeconds(10);
        assertThat(pace.afterAnswer(1000, 400)).hasSeconds(9);
        assertThat(pace.afterAnswer(20_000, 0)).hasMillis(2500);
        assertThat(pace.afterAnswer(-3_600_000, 0))
                .as("the clock was set back meanwhile")
                .hasSeconds(10);
    }

    @Test
    void leavesSlurmNineteenTimesAsLongAloneAsItWasBusy() {
        assertThat(pace.afterAnswer(2500, 2000)).hasSeconds(38);
    }

    @Test
    void takesNoNoticeOfAFewSlowAnswers() {
        pace.afterAnswer(0, 500);
        assertThat(pace.afterAnswer(0, 2000)).hasSeconds(10);
        assertThat(pace.afterAnswer(0, 2000)).hasSeconds(10);
        assertThat(pace.afterAnswer(0, 2000)).hasSeconds(10);
        assertThat(pace.afterAnswer(0, 1900)).hasSeconds(10);
        assertThat(pace.afterAnswer(0, 2000)).isEqualTo(Duration.ofMillis(19 * 1900));
    }

    @Test
    void staysThatOfThePollWhileSlurmRefusesAtOnce() {
        assertThat(pace.afterFailure(20)).hasSeconds(10);
        assertThat(pace.afterFailure(20)).hasSeconds(10);
    }

    @Test
    void slowsDownWhileSlurmHangsUpToAMinute() {
        assertThat(pace.afterFailure(20_000)).hasSeconds(20);
        assertThat(pace.afterFailure(20_000)).hasSeconds(40);
        assertThat(pace.afterFailure(20_000)).hasSeconds(60);
        assertThat(pace.failures()).isEqualTo(3);
        assertThat(pace.afterAnswer(0, 0)).hasSeconds(10);
        assertThat(pace.failures()).isZero();
    }
}
