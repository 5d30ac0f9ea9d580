package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peerboot.wire.NetworkLoad;

class NetworkRatesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long RATE = 800_000_000; // 100 MB/s, so that a hundredth is 1 MB/s
    private static final long MB = 1_000_000;
    private static final long WRAP = 1L << 32;

    private final NetworkRates rates = new NetworkRates();
    private int seconds;

    private void look(long received, long sent, long ownReceived, long ownSent) {
        Link eth0 = new Link("eth0", RATE, true, true, received, sent, WRAP);
        rates.take(new LinkReading(SECOND * seconds++, List.of(eth0)), ownReceived, ownSent);
    }

    private List<NetworkLoad> loads() {
        return rates.latest().networks();
    }

    private static NetworkLoad load(long received, long sent) {
        return new NetworkLoad("eth0", RATE, received * MB, sent * MB, true);
    }

    @Test
    void needTwoReadings() {
        look(5 * MB, 0, 0, 0);
        assertThat(rates.latest()).isNull();
        look(45 * MB, 10 * MB, 0, 0);
        assertThat(loads()).containsExactly(load(40, 10));
        assertThat(rates.latest().number()).isEqualTo(1);
    }

    @Test
    void leaveOutWhatPeerbootMovedWithItsHeadersAndAcknowledgements() {
        look(0, 0, 0, 0);
        look(2 * MB, 95 * MB, 0, 90 * MB);
        assertThat(loads()).containsExactly(load(0, 0));
        look(52 * MB, 190 * MB, 0, 180 * MB);
        assertThat(loads()).containsExactly(load(48, 0));
    }

    @Test
    void doNotTakeForOthersWhatTheKernelSendsLate() {
        look(0, 0, 0, 0);
        look(0, 10 * MB, 0, 40 * MB);
        assertThat(loads()).containsExactly(load(0, 0));
        look(0, 42 * MB, 0, 40 * MB);
        assertThat(loads()).containsExactly(load(0, 0));
        look(0, 82 * MB, 0, 40 * MB);
        assertThat(loads()).containsExactly(load(0, 40));
    }

    @Test
    void areToldSeldomWhileTheyAreSteady() {
        for (int second = 0; second <= 40; second++) {
            look(second * MB, 0, 0, 0);
        }
        assertThat(rates.latest().number()).as("samples of forty seconds").isEqualTo(12);
        look(90 * MB, 0, 0, 0);
        assertThat(rates.latest().number()).isEqualTo(13);
    }

    @Test
    void followACounterThatWraps() {
        look(WRAP - 10 * MB, 0, 0, 0);
        look(30 * MB, 0, 0, 0);
        assertThat(loads()).containsExactly(load(40, 0));
    }

    @Test
    void tellNothingOfACounterThatBeginsAnewAndGoOnFromThere() {
        look(WRAP * 7, WRAP * 7, 0, 0);
        look(30 * MB, 30 * MB, 0, 0);
        assertThat(loads()).isEmpty();
        look(50 * MB, 30 * MB, 0, 0);
        assertThat(loads()).containsExactly(load(20, 0));
    }

    @Test
    void tellNothingOfALinkThatVanishes() {
        look(0, 0, 0, 0);
        rates.take(new LinkReading(SECOND * seconds++, List.of()), 0, 0);
        assertThat(loads()).isEmpty();
        look(40 * MB, 0, 0, 0);
        look(60 * MB, 0, 0, 0);
        assertThat(loads()).containsExactly(load(20, 0));
    }
}
