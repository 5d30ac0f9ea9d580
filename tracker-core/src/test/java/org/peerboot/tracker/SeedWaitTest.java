package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedWaitTest {
    private final SeedWait wait = new SeedWait(List.of("io1"), Duration.ofMinutes(2));

    @Test
    void nodesWaitForTheSeedThatBootsUntilItHasStageOne() {
        assertThat(wait.of("io1", false, 0)).isNull();
        assertThat(wait.of("n1", false, 10)).isEqualTo("n1 waits for trusted seed io1, which boots");
        assertThat(wait.of("n1", false, 60_000)).isNotNull();
        assertThat(wait.of("n1", true, 70_000)).isNull();
    }

    @Test
    void noNodeWaitsForASeedThatDoesNotCome() {
        wait.of("io1", false, 0);
        for (int second = 0; second < 120; second += 10) {
            assertThat(wait.of("n1", false, second * 1000L)).isNotNull();
        }
        assertThat(wait.of("n1", false, 120_000)).isNull();
    }

    @Test
    void aSeedThatCameAndWentIsNotWaitedFor() {
        wait.of("io1", false, 0);
        wait.of("n1", true, 1000);
        assertThat(wait.of("n2", false, 20_000)).isEqualTo("n2 waits for a trusted seed");
        assertThat(wait.of("n2", false, 30_000)).isNull();
    }

    @Test
    void aSeedThatHasNotBegunIsWaitedForOnce() {
        assertThat(wait.of("n1", false, 0)).isEqualTo("n1 waits for a trusted seed");
        assertThat(wait.of("n1", false, 10_000)).isNull();
    }

    @Test
    void whatWasWaitedForInAnotherBootDoesNotCount() {
        wait.of("n1", false, 0);
        assertThat(wait.of("n1", false, 3_600_000)).isNotNull();
    }

    @Test
    void withoutSeedsOrPatienceNobodyWaits() {
        assertThat(new SeedWait(List.of(), Duration.ofMinutes(2)).of("n1", false, 0))
                .isNull();
        assertThat(new SeedWait(List.of("io1"), Duration.ZERO).of("n1", false, 0))
                .isNull();
    }
}
