package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.wire.AttributeValue;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.Limits;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.WantedImage;
import org.peerboot.wire.Weighing;

class HeldLoadsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Weighing SPARE = new Weighing("spare", "network.utilization", 0.3, 0.1, 0.2);
    private static final Weighing AT_ONCE = new Weighing("busy", "job.running", 0, 0);

    private final HeldLoads held = new HeldLoads(new Random(7));

    private static TrackerUpdate update(Map<String, AttributeValue> attributes, Weighing... weighings) {
        Candidate n1 = new Candidate("n1", "10.0.0.1", 7071, "leaf1", false, "", attributes);
        WantedImage image = new WantedImage(
                "a:b", Digest.of(new byte[1]), Access.SYSTEM, 1, true, false, false, "leaf1", List.of(), List.of(n1));
        return new TrackerUpdate(1, 1, Limits.NONE, Limits.NONE, List.of(image), List.of(weighings));
    }

    private static TrackerUpdate loaded(double value) {
        return update(Map.of("network.utilization", new AttributeValue(value, "ratio", 0, "peer")), SPARE);
    }

    private boolean counts(TrackerUpdate update, double seconds) {
        TrackerUpdate weighed = held.over(update, (long) (seconds * SECOND));
        return SPARE.matches(weighed.images().get(0).candidates().get(0).attributes(), 0);
    }

    @Test
    void countAtOnceAndNoLongerAfterTwoToFourSecondsOfQuiet() {
        assertThat(counts(loaded(0.1), 0)).isFalse();
        assertThat(counts(loaded(0.31), 1)).isTrue();
        assertThat(held.nextFree()).isNull();
        assertThat(counts(loaded(0.2), 2)).isTrue();
        assertThat(held.nextFree()).isBetween(4 * SECOND, 6 * SECOND);
        assertThat(counts(loaded(0.2), 3.9)).isTrue();
        assertThat(counts(loaded(0.2), 6)).isFalse();
        assertThat(held.nextFree()).isNull();
    }

    @Test
    void stayBetweenTheThresholdsAsTheyWere() {
        assertThat(counts(loaded(0.25), 0)).isFalse();
        assertThat(counts(loaded(0.9), 1)).isTrue();
        assertThat(counts(loaded(0.25), 2)).isTrue();
        assertThat(counts(loaded(0.25), 60)).isTrue();
    }

    @Test
    void beginTheirQuietAnewAfterEachRise() {
        for (int second = 0; second < 20; second += 2) {
            assertThat(counts(loaded(0.9), second)).isTrue();
            assertThat(counts(loaded(0), second + 1)).isTrue();
        }
    }

    @Test
    void areForgottenWhenNobodyMeasuresThem() {
        assertThat(counts(loaded(0.9), 0)).isTrue();
        assertThat(counts(update(Map.of(), SPARE), 1)).isFalse();
    }

    @Test
    void returnAtDifferentMoments() {
        assertThat(List.of(1, 2, 3, 4, 5, 6, 7, 8).stream()
                        .map(seed -> {
                            HeldLoads one = new HeldLoads(new Random(seed));
                            one.over(loaded(0.9), 0);
                            one.over(loaded(0), SECOND);
                            return one.nextFree();
                        })
                        .distinct()
                        .count())
                .isEqualTo(8);
    }

    @Test
    void leaveOtherAttributesAsTheyAre() {
        TrackerUpdate update = update(Map.of("job.running", new AttributeValue(1, "bool", 0, "slurm")), AT_ONCE);
        assertThat(held.over(update, 0)).isSameAs(update);
    }
}
