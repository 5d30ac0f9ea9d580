package org.peerboot.attributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OwnTrafficTest {
    private static final Offset<Double> HUNDREDTH = within(0.01);
    private final OwnTraffic own = new OwnTraffic();

    private void moves(int fromSecond, int toSecond, long bytesASecond) {
        for (int second = fromSecond; second < toSecond; second++) {
            own.moved(List.of("leaf1"), List.of("leaf2"), bytesASecond, second * 1000L + 300);
        }
    }

    private UplinkBytes others(String name, int seconds, double up, double down, long until) {
        return own.others(new CountedUplink(name, up, down, 0, seconds * 1000L, "snmp"), until);
    }

    @Test
    void isLeftOutWithItsFramesAndAcknowledgements() {
        moves(0, 60, 100);
        assertThat(others("leaf1", 10, 150, 30, 50_000).up()).isCloseTo(150 - 106, HUNDREDTH);
        assertThat(others("leaf1", 10, 150, 30, 50_000).down()).isCloseTo(30 - 2.5, HUNDREDTH);
        assertThat(others("leaf2", 10, 30, 150, 50_000).down()).isCloseTo(150 - 106, HUNDREDTH);
        assertThat(others("leaf1", 10, 50, 0, 50_000)).isEqualTo(new UplinkBytes(0, 0));
        assertThat(others("leaf3", 10, 7, 8, 50_000)).isEqualTo(new UplinkBytes(7, 8));
    }

    @Test
    void countsFromASwitchThatLookedEarlierAndOfNodesThatReportLater() {
        moves(100, 110, 100);
        assertThat(others("leaf1", 10, 106, 0, 108_000).up())
                .as("nodes report two seconds later")
                .isCloseTo(0, HUNDREDTH);
        assertThat(others("leaf1", 10, 106, 0, 124_000).up())
                .as("counters are 15 s old")
                .isCloseTo(0, HUNDREDTH);
        assertThat(others("leaf1", 10, 106, 0, 140_000).up())
                .as("that was long ago")
                .isEqualTo(106);
    }

    @Test
    void isForgotten() {
        moves(0, 5, 100);
        own.tidy(300_000);
        assertThat(others("leaf1", 10, 106, 0, 5_000).up()).isEqualTo(106);
        moves(1000, 1001, 100);
        moves(10, 20, 100);
        assertThat(others("leaf1", 10, 106, 0, 20_000).up())
                .as("the clock was set back")
                .isCloseTo(0, HUNDREDTH);
    }
}
