package org.peerboot.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peerboot.cluster.Switch;

class SwitchTreeTest {
    private final SwitchTree tree = new SwitchTree(Map.of(
            "core", new Switch("core", null, 0),
            "row1", new Switch("row1", "core", 0),
            "row2", new Switch("row2", "core", 0),
            "leaf1", new Switch("leaf1", "row1", 0),
            "leaf2", new Switch("leaf2", "row1", 0),
            "leaf3", new Switch("leaf3", "row2", 0),
            "island", new Switch("island", null, 0)));

    @Test
    void countsTheLinksBetweenTwoNodes() {
        assertThat(tree.hops("leaf1", "leaf1")).hasValue(2);
        assertThat(tree.hops("leaf1", "leaf2")).hasValue(4);
        assertThat(tree.hops("leaf1", "leaf3")).hasValue(6);
        assertThat(tree.hops("leaf3", "leaf1")).hasValue(6);
        assertThat(tree.hops("leaf1", "row1")).hasValue(3);
    }

    @Test
    void joinsSeparateTreesAboveThemAll() {
        assertThat(tree.hops("leaf1", "island")).hasValue(6);
        assertThat(tree.hops("island", "leaf1")).hasValue(6);
    }

    @Test
    void putsTheOriginBeyondEverything() {
        assertThat(tree.beyond()).isGreaterThan(6);
        assertThat(new SwitchTree(Map.of()).beyond()).isGreaterThan(2);
    }

    @Test
    void inventsNoDistanceToALeafThatIsNotKnown() {
        assertThat(tree.hops("leaf1", null)).isEmpty();
        assertThat(tree.hops("nowhere", "leaf1")).isEmpty();
    }

    @Test
    void takesANetworkWithoutSwitchesAsOneLeaf() {
        assertThat(new SwitchTree(Map.of()).hops(null, null)).hasValue(2);
    }

    @Test
    void survivesACircle() {
        SwitchTree circle = new SwitchTree(Map.of("a", new Switch("a", "b", 0), "b", new Switch("b", "a", 0)));
        assertThat(circle.hops("a", "b")).isPresent();
    }
}
