package org.peerboot.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.peerboot.attributes.Loads;
import org.peerboot.policy.Policy;
import org.peerboot.wire.AttributeTable;
import org.peerboot.wire.AttributeValue;
import org.peerboot.wire.TrackerUpdate;

class LoadedUplinksTest {
    private final Planner planner = new Planner(Policy.standard());
    private final ViewBuilder cluster = new ViewBuilder()
            .leaf("leaf1", "n[1-2]")
            .leaf("leaf2", "n3")
            .leaf("leaf3", "n4")
            .image("os:1", "n[1-4]")
            .uplink("leaf2", 0.9, 0.1)
            .uplink("leaf1", 0.2, 0.4);

    private AttributeValue load(TrackerUpdate update, String source) {
        return update.images().get(0).candidates().stream()
                .filter(candidate -> candidate.node().equals(source))
                .findFirst()
                .orElseThrow()
                .attributes()
                .get("switch.load");
    }

    @Test
    void isTheBusiestOfTheWayAndOfItsDirection() {
        TrackerUpdate update = planner.update(cluster.view(), "n1", 1);
        assertThat(load(update, "n2")).as("on the same leaf").isNull();
        assertThat(load(update, "n3")).isEqualTo(new AttributeValue(0.9, "ratio", 700, "peers below leaf2"));
        assertThat(load(update, "n4")).isEqualTo(new AttributeValue(0.4, "ratio", 700, "peers below leaf1"));
        assertThat(load(update, "origin").value()).isEqualTo(0.4);
        assertThat(load(planner.update(cluster.view(), "n4", 1), "n1").value()).isEqualTo(0.2);
    }

    @Test
    void concernsThoseBelowItAndThoseWhoWereGivenThem() {
        ClusterView before = cluster.view();
        assertThat(planner.affected(before, cluster.uplink("leaf2", 0.9, 0.1).view()))
                .isEmpty();
        assertThat(planner.affected(before, cluster.uplink("leaf2", 0.1, 0.1).view()))
                .contains("n1", "n3", "n4");
    }

    @Test
    void itsIdleNodesWatchTheirNetworkWhileAnImageCrossesIt() {
        cluster.leaf("leaf4", "n9").leaf("leaf1", "n10");
        ClusterView under = cluster.view();
        assertThat(planner.update(under, "n10", 1).watch())
                .as("below the same switch")
                .isTrue();
        assertThat(planner.update(under, "n9", 1).watch()).as("elsewhere").isNull();
        for (String node : List.of("n1", "n2", "n3", "n4")) {
            cluster.holds(node, "os:1");
        }
        ClusterView over = cluster.view();
        assertThat(planner.update(over, "n10", 1).watch()).isNull();
        assertThat(planner.affected(under, over)).contains("n10").doesNotContain("n9");
    }

    @Test
    void aConditionMaySpeakOfIt() {
        Planner strict = new Planner(Policy.parse("- {name: a, when: link.load > 0.5, deny: true}", "policy.yaml"));
        assertThat(strict.update(cluster.view(), "n1", 1).images().get(0).candidates())
                .extracting(candidate -> candidate.node())
                .containsExactly("n2", "n4", "origin");
    }

    @Test
    void theTableShowsBothWaysAndTheThresholds() {
        cluster.utilization("n1", 0.25);
        List<AttributeTable.Row> rows = planner.attributes(cluster.view(), Set.of("n1"), List.of("leaf2", "leaf3"));
        assertThat(rows)
                .contains(
                        row(
                                "n1",
                                "network.utilization",
                                0.25,
                                "peer, eth0",
                                "spare-loaded-networks",
                                0.3,
                                0.2,
                                "between"),
                        row(
                                "leaf2 up",
                                "switch.load",
                                0.9,
                                "peers below leaf2",
                                "spare-loaded-uplinks",
                                0.5,
                                0.35,
                                "above"))
                .filteredOn(
                        row -> row.of().equals("leaf3 up") && row.attribute().equals("switch.load"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.value()).isNull();
                    assertThat(row.thresholds().get(0).state()).isEqualTo("unknown");
                });
    }

    private static AttributeTable.Row row(
            String of,
            String attribute,
            double value,
            String source,
            String rule,
            double above,
            double until,
            String state) {
        return new AttributeTable.Row(
                of,
                attribute,
                value,
                "ratio",
                value,
                700L,
                source,
                List.of(new AttributeTable.Threshold(rule, above, until, state, null, null)));
    }

    @Test
    void withoutLoadsNothingIsSaid() {
        ClusterView view = cluster.view();
        ClusterView silent = new ClusterView(
                view.snapshot(),
                view.images(),
                view.peers(),
                view.originNode(),
                Loads.NONE,
                view.capabilities(),
                view.nowMillis());
        assertThat(load(planner.update(silent, "n1", 1), "n3")).isNull();
    }
}
