package org.peerboot.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurveTest {
    @Test
    void climbsAStepAtEachNodesEnd() {
        String svg = Curve.svg(new Forecast(4, List.of(1.0, 2.0, 2.5, 4.0), 0, Map.of()), 2, "a & b");
        // Four seconds and a twentieth are 600 wide, a hundred percent are 300 high.
        assertThat(svg)
                .contains("M70 350H212.9V275.0H355.7V200.0H427.1V125.0H641.4V50.0H670")
                .contains(">a &amp; b</text>")
                .endsWith("</svg>\n");
    }

    @Test
    void isDrawnWhereNoNodeEverHeldTheImage() {
        assertThat(Curve.svg(new Forecast(4, List.of(), 0, Map.of()), 2, "none"))
                .contains("M70 350H670");
    }

    @Test
    void staysSmallHoweverManyNodesThereAre() {
        List<Double> seconds =
                IntStream.range(0, 10_000).mapToObj(i -> (double) i).toList();
        assertThat(Curve.svg(new Forecast(10_000, seconds, 0, Map.of()), 2, "many"))
                .hasSizeLessThan(20_000);
    }

    @ParameterizedTest
    @CsvSource({"4.2, 1", "6, 1", "7, 2", "0.84, 0.2", "50, 10", "29, 5"})
    void hasSixStepsAtMost(double top, double step) {
        assertThat(Curve.step(top)).isEqualTo(step, within(1e-9));
    }
}
