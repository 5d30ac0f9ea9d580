package org.peerboot.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final long MILLI = 1_000_000;

    private final Timeline time = new Timeline(new Random(1));
    private final Network network = new Network(time, MILLI);
    private final Link link = new Link(1e6);
    private final List<Double> ends = new ArrayList<>();

    private Flow send(int bytes) {
        return network.send(new Link[] {link}, bytes, () -> ends.add(time.now() / 1e9));
    }

    private void run() {
        while (time.pending() > 0) {
            time.step();
        }
    }

    @Test
    void twoFlowsShareALinkAndTheLastHasItAlone() {
        send(100_000);
        send(200_000);
        run();
        assertThat(ends.get(0)).isCloseTo(0.2, within(0.002));
        assertThat(ends.get(1)).isCloseTo(0.3, within(0.002));
        assertThat(link.flows()).isEmpty();
    }

    @Test
    void aFlowThatIsStoppedTellsHowFarItCame() {
        Flow flow = send(1_000_000);
        List<Integer> passed = new ArrayList<>();
        time.in(250 * MILLI, () -> passed.add(network.stop(flow)));
        run();
        assertThat(passed.get(0)).isCloseTo(250_000, within(2_000));
        assertThat(ends).isEmpty();
    }

    @Test
    void aLinkThatSlowsDownSlowsItsFlows() {
        send(1_000_000);
        time.in(500 * MILLI, () -> network.rate(link, 1e5));
        run();
        assertThat(ends.get(0)).isCloseTo(5.5, within(0.02));
    }

    @Test
    void aLimitOutweighsTheLinkUntilItIsLifted() {
        network.limit(link, 1e5);
        send(1_000_000);
        time.in(5_000 * MILLI, () -> network.limit(link, Double.MAX_VALUE));
        run();
        assertThat(ends.get(0)).isCloseTo(5.5, within(0.02));
    }
}
