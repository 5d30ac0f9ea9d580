package org.peerboot.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peerboot.wire.NetworkLoad;
import org.peerboot.wire.NetworkSample;

class LoadTest {
    private static double[] told(double... measured) {
        Load load = Load.first(measured[0], 0, "test");
        double[] told = new double[measured.length];
        told[0] = load.value();
        for (int second = 1; second < measured.length; second++) {
            load = load.next(measured[second], second * 1000L, "test");
            told[second] = load.value();
        }
        return told;
    }

    @Test
    void risesAtOnceAndFallsAfterTheDwell() {
        assertThat(told(0, 0.9, 0, 0, 0, 0)).containsExactly(0, 0.9, 0.9, 0.9, 0.9, 0);
    }

    @Test
    void keepsStillWhileALoadComesAndGoesEverySecond() {
        assertThat(told(0.8, 0, 0.8, 0, 0.8, 0, 0.8, 0)).containsOnly(0.8);
    }

    @Test
    void keepsStillWithinABand() {
        assertThat(told(0.30, 0.33, 0.28, 0.31, 0.27)).containsOnly(0.30);
        assertThat(told(0.30, 0.35)).containsExactly(0.30, 0.35);
    }

    @Test
    void isStaleWhenNobodyMeasuresAndSurvivesAClockThatGoesBack() {
        Load load = Load.first(0.9, 3_600_000, "test");
        assertThat(load.isStale(3_600_000 + 45_000)).isFalse();
        assertThat(load.isStale(3_600_000 + 45_001)).isTrue();
        assertThat(load.next(0, 1000, "test").value()).isZero();
        assertThat(load.ageMillis(1000)).isZero();
    }

    private static NetworkUtilization of(NetworkLoad... loads) {
        return NetworkUtilization.of(new NetworkSample(1, List.of(loads)));
    }

    @Test
    void isOfTheBusiestWayOfTheLinkThatPeersUse() {
        assertThat(of(
                        new NetworkLoad("eth0", 1_000_000_000, 25_000_000, 50_000_000, true),
                        new NetworkLoad("mlx5_0/1", 1_000_000_000, 125_000_000, 0, false)))
                .isEqualTo(new NetworkUtilization(0.4, "eth0", false));
        assertThat(of(
                        new NetworkLoad("ib0", 100_000_000, 0, 0, true),
                        new NetworkLoad("mlx5_0/1", 100_000_000, 6_250_000, 0, true)))
                .isEqualTo(new NetworkUtilization(0.5, "mlx5_0/1", false));
    }

    @Test
    void isUnknownWithoutARateAndBelievesNoNonsense() {
        assertThat(of(new NetworkLoad("eth0", 0, 1000, 1000, true))).isNull();
        assertThat(of(new NetworkLoad("eth0\u001b[2J", 1000, 1000, 1000, true))).isNull();
        assertThat(of(new NetworkLoad(null, 1000, 1000, 1000, true))).isNull();
        assertThat(new NetworkSample(1, null).networks()).isEmpty();
        assertThat(of(new NetworkLoad("eth0", 1000, Long.MAX_VALUE, -5, true)))
                .isEqualTo(new NetworkUtilization(1, "eth0", true));
        assertThat(of(new NetworkLoad("eth0", 1000, -1, Long.MIN_VALUE, true)))
                .isEqualTo(new NetworkUtilization(0, "eth0", false));
    }
}
