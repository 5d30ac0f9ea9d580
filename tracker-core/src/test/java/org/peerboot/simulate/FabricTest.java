package org.peerboot.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.Switch;

/** Nodes a1, a2 on leaf a, b1 on leaf b, both under spine s; c1 on leaf c under spine t; both under the core. */
class FabricTest {
    private final Fabric fabric;

    FabricTest() {
        List<Node> nodes = new ArrayList<>();
        for (String name : List.of("a1", "a2", "b1", "c1")) {
            nodes.add(new Node(name, name, Map.of(), 7071, name.substring(0, 1), Set.of(), Set.of()));
        }
        List<Switch> switches = List.of(
                new Switch("a", "s", 800),
                new Switch("b", "s", 0),
                new Switch("c", "t", 0),
                new Switch("s", "core", 0),
                new Switch("t", "core", 0),
                new Switch("core", null, 0));
        ClusterSnapshot cluster = new ClusterSnapshot(0, "test", nodes, switches, List.of(), List.of());
        fabric = new Fabric(nodes, cluster.switches(), 10, 0);
        fabric.addOnTop("origin", 5);
    }

    private Link up(String name) {
        return fabric.switches().get(name).up();
    }

    private Link down(String name) {
        return fabric.switches().get(name).down();
    }

    @Test
    void matesMeetInTheirLeafSwitch() {
        assertThat(fabric.path("a1", "a", "a2", "a"))
                .containsExactly(fabric.node("a1").up(), fabric.node("a2").down());
    }

    @Test
    void othersMeetInTheLowestSwitchAboveBoth() {
        assertThat(fabric.path("a1", "a", "b1", "b"))
                .containsExactly(
                        fabric.node("a1").up(),
                        up("a"),
                        down("b"),
                        fabric.node("b1").down());
        assertThat(fabric.path("a1", "a", "c1", "c"))
                .containsExactly(
                        fabric.node("a1").up(),
                        up("a"),
                        up("s"),
                        down("t"),
                        down("c"),
                        fabric.node("c1").down());
    }

    @Test
    void theOriginComesFromTheTop() {
        assertThat(fabric.path("origin", null, "b1", "b"))
                .containsExactly(
                        fabric.node("origin").up(),
                        down("core"),
                        down("s"),
                        down("b"),
                        fabric.node("b1").down());
    }

    @Test
    void aSwitchOfWhichNothingIsSaidLetsAllItsNodesSendAtOnce() {
        assertThat(up("a").bytesPerSecond()).isEqualTo(100);
        assertThat(up("b").bytesPerSecond()).isEqualTo(10);
        assertThat(up("s").bytesPerSecond()).isEqualTo(30);
    }
}
