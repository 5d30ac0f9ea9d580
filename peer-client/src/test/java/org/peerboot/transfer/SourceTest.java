package org.peerboot.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peerboot.wire.Candidate;

class SourceTest {
    private static final long SECOND = 1_000_000_000L;

    private final Source source =
            new Source(new Candidate("origin", "10.0.0.1", 7071, "origin", true, "", Map.of()), Weight.FULL, 0);

    @Test
    void aFullOneIsAskedAgainAsSoonAfterTheTenthTimeAsAfterTheFirst() {
        for (int i = 0; i < 10; i++) {
            source.fullFor(0, SECOND, i / 10.0);
        }
        assertThat(source.usable(SECOND / 2)).isFalse();
        assertThat(source.usable(SECOND * 3 / 2)).isTrue();
    }

    @Test
    void oneThatFailsIsAskedEverLater() {
        source.backOff(0, 0.5);
        assertThat(source.usable(SECOND / 2)).isTrue();
        for (int i = 0; i < 10; i++) {
            source.backOff(0, 0.5);
        }
        assertThat(source.usable(SECOND * 7)).isFalse();
        assertThat(source.usable(SECOND * 8)).isTrue();
    }
}
