package org.peerboot.tracker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpositionTest {
    private static String text(Family... families) {
        return Exposition.of(List.of(families));
    }

    @Test
    void aFamilyHasItsHelpItsTypeAndItsValue() {
        assertThat(text(Family.counter("a_total", "What a counts.", 7), Family.gauge("b", "Of b.", 0.25)))
                .isEqualTo("""
                        # HELP a_total What a counts.
                        # TYPE a_total counter
                        a_total 7
                        # HELP b Of b.
                        # TYPE b gauge
                        b 0.25
                        """);
    }

    @Test
    void labelledValuesComeInTheOrderOfTheirLabels() {
        assertThat(text(Labelled.gauge("p", "P.", "state", Map.of("up", 2, "down", 1L))))
                .endsWith("p{state=\"down\"} 1\np{state=\"up\"} 2\n");
    }

    @Test
    void whatWouldBreakALineIsEscaped() {
        assertThat(text(Labelled.gauge("p", "a\\b\nc", "l", Map.of("x\"y\\z\n", 1))))
                .isEqualTo("""
                # HELP p a\\\\b\\nc
                # TYPE p gauge
                p{l="x\\"y\\\\z\\n"} 1
                """);
    }

    @Test
    void numbersKeepTheirDigits() {
        assertThat(Exposition.number(1L << 52)).isEqualTo("4503599627370496");
        assertThat(Exposition.number(1e300)).isEqualTo("1.0E300");
        assertThat(Exposition.number(Double.NaN)).isEqualTo("NaN");
    }

    @Test
    void eachBucketHoldsThoseBelowIt() {
        Histogram histogram = new Histogram(0.1, 1);
        for (double value : new double[] {0.05, 0.1, 0.5, 7}) {
            histogram.observe(value);
        }
        assertThat(text(histogram.family("h", "H."))).isEqualTo("""
                # HELP h H.
                # TYPE h histogram
                h_bucket{le="0.1"} 2
                h_bucket{le="1"} 3
                h_bucket{le="+Inf"} 4
                h_sum 7.65
                h_count 4
                """);
    }
}
