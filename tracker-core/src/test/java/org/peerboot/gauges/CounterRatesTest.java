package org.peerboot.gauges;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peerboot.attributes.CountedUplink;

class CounterRatesTest {
    private static final long GIGABIT = 1_000_000_000;
    private final CounterRates rates = new CounterRates("leaf1", "snmp sw1");
    private long uptime = 5000;

    private CountedUplink at(int second, PortCounters... ports) {
        return rates.take(new SwitchReading(second * 1_000_000_000L, uptime, List.of(ports)));
    }

    private static PortCounters port(String name, long in, long out) {
        return new PortCounters(name, in, out, GIGABIT);
    }

    @Test
    void areOfAllPortsTogether() {
        assertThat(at(0, port("e1", 0, 0), port("e2", 1000, 5000))).isNull();
        assertThat(at(10, port("e1", 1000, 2000), port("e2", 2000, 6000)))
                .isEqualTo(new CountedUplink("leaf1", 300, 200, 2 * GIGABIT, 10_000, "snmp sw1"));
        assertThat(at(12, port("e1", 1000, 2000), new PortCounters("e2", 2200, 6000, 0)))
                .as("one port's rate is not known")
                .isEqualTo(new CountedUplink("leaf1", 0, 100, 0, 2000, "snmp sw1"));
    }

    @Test
    void wrapAt64Bits() {
        at(0, port("e1", -500, Long.MAX_VALUE - 9));
        CountedUplink now = at(1, port("e1", 500, Long.MIN_VALUE + 90));
        assertThat(now.down()).isEqualTo(1000);
        assertThat(now.up()).isEqualTo(100);
    }

    @Test
    void beginAnewWithTheAgentOrAlone() {
        at(0, port("e1", 1_000_000, 1_000_000));
        uptime = 10;
        assertThat(at(5, port("e1", 1_000_000, 1_100_000)))
                .as("the agent started")
                .isNull();
        assertThat(at(10, port("e1", 50, 60))).as("counters went back").isNull();
        assertThat(at(15, port("e1", 50, 8_000_000_000L)))
                .as("more than the link carries")
                .isNull();
        assertThat(at(20, port("e1", 50, 8_000_000_100L)).up()).isEqualTo(20);
        assertThat(at(25, port("e2", 50, 8_000_000_200L))).as("another port").isNull();
    }

    @Test
    void standStillWhileTheSwitchHasNotLooked() {
        at(0, port("e1", 0, 0));
        assertThat(at(5, port("e1", 0, 0))).isNull();
        assertThat(at(10, port("e1", 1000, 0)).down()).as("of ten seconds").isEqualTo(100);
        assertThat(at(15, port("e1", 1000, 0))).isNull();
        assertThat(at(30, port("e1", 1000, 0)).down()).as("nothing moves").isZero();
    }
}
