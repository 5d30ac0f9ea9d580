package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peerboot.image.Digest;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.ImageProgress.State;

class TallyTest {
    private static final Digest IMAGE = Digest.of(new byte[0]);

    private final Tally tally = new Tally();

    private void report(long millis, int pieces, long received, long fromOrigin) {
        tally.report(
                new ImageProgress(
                        IMAGE,
                        State.FETCHING,
                        pieces,
                        10,
                        received,
                        0,
                        Map.of("origin", fromOrigin, "n1", received - fromOrigin),
                        List.of(),
                        null),
                1000,
                millis);
    }

    @Test
    void tellsBytesHeldAndTheRateOverTheLastReports() {
        report(0, 1, 100, 50);
        assertThat(tally.rate(0)).isZero();
        report(1000, 3, 300, 50);
        assertThat(tally.held(1000)).isEqualTo(300);
        assertThat(tally.rate(1000)).isEqualTo(200);
        report(2000, 4, 400, 50);
        assertThat(tally.rate(2000)).isEqualTo(150);
    }

    @Test
    void theRateIsZeroOnceReportsStopComing() {
        report(0, 1, 100, 0);
        report(1000, 3, 300, 0);
        assertThat(tally.rate(6000)).isPositive();
        assertThat(tally.rate(6001)).isZero();
    }

    @Test
    void carriesOverWhatAPeerHadCountedBeforeItsRestart() {
        report(0, 4, 400, 150);
        report(1000, 4, 0, 0);
        report(2000, 5, 100, 20);
        assertThat(tally.received()).isEqualTo(500);
        assertThat(tally.from("origin")).isEqualTo(170);
        assertThat(tally.total().bytesBySource()).isEqualTo(Map.of("origin", 170L, "n1", 330L));
    }
}
