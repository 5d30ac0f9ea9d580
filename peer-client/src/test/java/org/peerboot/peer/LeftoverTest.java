package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peerboot.wire.Limits;
import org.peerboot.wire.NetworkLoad;
import org.peerboot.wire.NetworkSample;

class LeftoverTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long LINK = 100_000_000;
    private static final Limits LEFTOVER = new Limits(0, -1, -1, "leftover", true);

    private final Leftover leftover = new Leftover();

    private void look(double second, long in, long out) {
        NetworkLoad other = new NetworkLoad("eth1", LINK * 8, LINK, LINK, false);
        NetworkLoad own = new NetworkLoad("eth0", LINK * 8, in, out, true);
        leftover.take(new NetworkSample(1, List.of(other, own)), (long) (second * SECOND));
    }

    private long at(double second) {
        return leftover.under(LEFTOVER, (long) (second * SECOND));
    }

    @Test
    void isThreeQuartersOfWhatIsFreeByTheBusierWay() {
        look(1, 0, 0);
        assertThat(at(1)).isEqualTo(67_500_000);
        look(2, 10_000_000, 50_000_000);
        assertThat(at(2)).isEqualTo(30_000_000);
    }

    @Test
    void shrinksAtOnceAndGrowsAfterFiveSecondsOfQuiet() {
        look(1, 80_000_000, 0);
        for (int second = 2; second <= 6; second++) {
            look(second, 0, 0);
            assertThat(at(second)).isBetween(7_499_999L, 7_500_001L);
        }
        look(7, 0, 0);
        assertThat(at(7)).isEqualTo(67_500_000);
    }

    @Test
    void isATwoHundredthOfAFullLinkAndOfOneThatNobodyMeasures() {
        look(1, 97_000_000, 0);
        assertThat(at(1)).isEqualTo(500_000);
        look(2, 0, 0);
        assertThat(at(5.1)).isEqualTo(500_000);
    }

    @Test
    void isTenMegabytesWhereNobodyKnowsTheLink() {
        leftover.take(null, SECOND);
        assertThat(at(1)).isEqualTo(10_000_000);
    }

    @Test
    void liftsNoOtherLimit() {
        look(1, 0, 0);
        assertThat(leftover.under(new Limits(0, -1, 2_000_000, "both", true), SECOND))
                .isEqualTo(2_000_000);
        assertThat(leftover.under(Limits.NONE, SECOND)).isEqualTo(Limits.UNLIMITED);
    }
}
