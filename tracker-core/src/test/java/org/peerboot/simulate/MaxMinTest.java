package org.peerboot.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaxMinTest {
    private final List<Flow> flows = new ArrayList<>();

    private Flow flow(Link... path) {
        Flow flow = new Flow(path, () -> {});
        for (int hop = 0; hop < path.length; hop++) {
            path[hop].add(flow, hop);
        }
        flows.add(flow);
        return flow;
    }

    @Test
    void whatOneFlowCannotUseIsTheOthers() {
        Link narrow = new Link(10);
        Link wide = new Link(100);
        Flow both = flow(wide, narrow);
        Flow alone = flow(wide);
        new MaxMin().share(flows);
        assertThat(both.rate).isEqualTo(10);
        assertThat(alone.rate).isEqualTo(90);
        assertThat(wide.free()).isZero();
    }

    @Test
    void noLinkIsOverfullAndEachFlowHasALinkThatIsFull() {
        Random random = new Random(1);
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            links.add(new Link(1000 + random.nextInt(9000)));
        }
        for (int i = 0; i < 200; i++) {
            int from = random.nextInt(28);
            flow(links.get(from), links.get(from + 1), links.get(from + 2));
        }
        new MaxMin().share(flows);
        links.forEach(link -> assertThat(link.free()).isGreaterThan(-1e-6));
        assertThat(flows)
                .allSatisfy(flow -> assertThat(flow.path)
                        .anySatisfy(link -> assertThat(link.free()).isCloseTo(0, within(1e-6))));
    }
}
