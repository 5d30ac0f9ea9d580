package org.peerboot.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Network;
import org.peerboot.cluster.Node;
import org.peerboot.image.RefusedException;

class PlanReaderTest {
    private static PlanReader reader(Network... networks) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            nodes.add(new Node("n" + i, "n" + i, Map.of(), 7071, null, Set.of(), Set.of()));
        }
        return new PlanReader(
                new ClusterSnapshot(0, "file:c.yaml", nodes, List.of(), List.of(networks), List.of()), "c.yaml");
    }

    @Test
    void takesTheRateFromTheFileUnlessOneIsTyped() {
        PlanReader reader = reader(new Network("fast", "", 8_000));
        assertThat(reader.plan("3GB", null, null, null, "100us", "32MiB", 7))
                .isEqualTo(new Plan(3_000_000_000L, 1_000, 0, 1_000, 100_000, 32 << 20, 7));
        assertThat(reader.plan("1MiB", "1MB/s", "2MB/s", "500kB/s", "1ms", "64MiB", 1))
                .isEqualTo(new Plan(1 << 20, 1e6, 2e6, 5e5, 1_000_000, 64 << 20, 1));
    }

    @Test
    void refusesAClusterThatSaysNoRate() {
        assertThatThrownBy(() -> reader().plan("3GB", null, null, null, "100us", "32MiB", 7))
                .isInstanceOf(RefusedException.class)
                .hasMessage("c.yaml: says no rate of the nodes' links; "
                        + "give its first network a rate, or name one with --rate");
    }

    @ParameterizedTest
    @CsvSource({
        "0B, 1MB/s, 100us, 32MiB, --size 0B",
        "2TiB, 1MB/s, 100us, 32MiB, --size 2TiB",
        "1GB, unlimited, 100us, 32MiB, --rate unlimited",
        "1GB, 0, 100us, 32MiB, --rate 0",
        "1GB, 1MB/s, 125ms, 32MiB, --latency 125ms",
        "1GB, 1MB/s, 0ms, 32MiB, --latency 0ms",
        "1GB, 1MB/s, 1ms, 512kB, --memory 512kB"
    })
    void refusesWhatMakesNoSense(String size, String rate, String latency, String memory, String what) {
        assertThatThrownBy(() -> reader().plan(size, rate, null, null, latency, memory, 1))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(what + ": ");
    }

    @Test
    void namesNodesThatAreNotInTheFile() {
        assertThat(reader().nodes("all", 1)).containsExactlyInAnyOrder("n1", "n2", "n3", "n4");
        assertThat(reader().nodes("n[2-3]", 1)).containsExactlyInAnyOrder("n2", "n3");
        assertThatThrownBy(() -> reader().nodes("n[4-6]", 1))
                .hasMessage("--nodes n[4-6]: names n[5-6], not in c.yaml; name nodes of the file");
    }

    @Test
    void refusesWhatWouldTakeHours() {
        assertThatThrownBy(() -> reader().nodes("all", 10_000_000)).hasMessageContaining("would take hours");
    }
}
