package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.peerboot.attributes.Attribute;
import org.peerboot.attributes.CountedUplink;
import org.peerboot.attributes.FileServerLoad;
import org.peerboot.attributes.Load;
import org.peerboot.attributes.Loads;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.Switch;
import org.peerboot.history.History;
import org.peerboot.history.Running;
import org.peerboot.history.Saved;
import org.peerboot.wire.NetworkLoad;
import org.peerboot.wire.NetworkSample;

class MeasurementsTest {
    private final Measurements measurements =
            new Measurements(new History(ZoneOffset.UTC, Saved.NOTHING, Running.NONE));

    private boolean hear(long number, int percent, long now) {
        NetworkLoad load = new NetworkLoad("eth0", 800_000_000, percent * 1_000_000L, 0, true);
        return measurements.network("n1", new NetworkSample(number, List.of(load)), "peer", now);
    }

    private Double known(long now) {
        var load = measurements.loads(now).of("n1").get(Attribute.NETWORK_UTILIZATION);
        return load == null ? null : load.value();
    }

    @Test
    void tellOfChangesAlone() {
        assertThat(hear(1, 0, 0)).isTrue();
        assertThat(hear(2, 2, 1000)).isFalse();
        assertThat(hear(3, 60, 2000)).isTrue();
        assertThat(known(2000)).isEqualTo(0.6);
        assertThat(measurements.loads(2500)).isSameAs(measurements.loads(2600));
    }

    @Test
    void sumUpWhatMovesBelowEachSwitch() {
        ClusterSnapshot snapshot = new ClusterSnapshot(
                0,
                "test",
                List.of(node("n1", "leaf1"), node("n2", "leaf1"), node("n3", "leaf2")),
                List.of(
                        new Switch("spine", null, 0),
                        new Switch("leaf1", "spine", 1_600_000_000),
                        new Switch("leaf2", "spine", 0)),
                List.of(),
                List.of());
        hear(1, 60, 0);
        NetworkLoad sends = new NetworkLoad("eth0", 800_000_000, 20_000_000, 50_000_000, true);
        NetworkLoad other = new NetworkLoad("mlx5_0/1", 800_000_000, 90_000_000, 90_000_000, false);
        measurements.network("n2", new NetworkSample(1, List.of(sends, other)), "peer", 0);
        measurements.network("n3", new NetworkSample(1, List.of(sends)), "peer", 0);

        assertThat(measurements.sumUp(snapshot, Map.of("leaf2", 500_000_000L), 0))
                .isTrue();
        assertThat(measurements.sumUp(snapshot, Map.of("leaf2", 500_000_000L), 1000))
                .isFalse();
        Loads loads = measurements.loads(1000);
        assertThat(loads.switches()).containsOnlyKeys("leaf1", "leaf2");
        assertThat(loads.switches().get("leaf1").up().value()).isEqualTo(0.25);
        assertThat(loads.switches().get("leaf1").down().value()).isEqualTo(0.4);
        assertThat(loads.switches().get("leaf2").up().value())
                .as("at the rate that was set")
                .isEqualTo(0.1);
        assertThat(measurements.sumUp(snapshot, Map.of(), 46_001))
                .as("nobody reports")
                .isFalse();
        assertThat(measurements.loads(47_000).switches()).isEmpty();
    }

    private static Node node(String name, String leaf) {
        return new Node(name, name, Map.of(), 7071, leaf, Set.of(), Set.of());
    }

    @Test
    void whatASwitchCountsItselfCountsMoreUntilItIsSilent() {
        ClusterSnapshot snapshot = new ClusterSnapshot(
                0,
                "test",
                List.of(node("n1", "leaf1"), node("n2", "leaf2")),
                List.of(new Switch("leaf1", "spine", 0), new Switch("leaf2", "spine", 0)),
                List.of(),
                List.of());
        Map<String, Long> rates = Map.of("leaf1", 100_000_000L);
        hear(1, 60, 0);
        measurements.uplinks.moved(snapshot, "origin", "n1", "n2", 100_000_000, 1000);
        measurements.uplinks.counted(new CountedUplink("leaf1", 70e6, 10e6, 400_000_000, 2000, "snmp sw1"), 2000);
        measurements.uplinks.counted(new CountedUplink("leaf9", 1, 1, 1, 2000, "snmp sw9"), 2000);
        measurements.sumUp(snapshot, rates, 3000);
        assertThat(up("leaf1", 3000)).isEqualTo("0.0 peers below leaf1");
        measurements.sumUp(snapshot, rates, 4000);
        assertThat(up("leaf1", 4000)).as("70 MB/s, of which 53 are ours").isEqualTo("0.17 snmp sw1");
        assertThat(measurements.uplinks.warning())
                .isEqualTo("switch leaf9: is not in test; correct its name in tracker.yaml; meanwhile what its nodes"
                        + " move is summed up");

        assertThat(measurements.uplinks.silent("leaf1", "switch leaf1: is silent"))
                .isTrue();
        assertThat(measurements.uplinks.silent("leaf1", "switch leaf1: is silent"))
                .isFalse();
        measurements.sumUp(snapshot, rates, 8000);
        assertThat(up("leaf1", 8000)).isEqualTo("0.0 peers below leaf1, for its agent is silent");
        assertThat(measurements.uplinks.warning()).startsWith("switch leaf1: is silent (and 1 more switches)");
    }

    @Test
    void ofALinkThatCarriesMoreThanItCanAreFullAndWarnedOf() {
        hear(1, 300, 0);
        assertThat(known(0)).isEqualTo(1);
        assertThat(measurements.warning())
                .isEqualTo("node n1: more passes its eth0 than that can carry; correct its networkRate;"
                        + " meanwhile it counts as full");
        hear(2, 120, 1000);
        assertThat(known(1000)).isEqualTo(1);
        assertThat(measurements.warning()).as("read a little late").isNull();
    }

    /** The agent's own rate would have it, and the administrator's counts. */
    @Test
    void ofAnUplinkThatCarriesMoreThanItCanAreFullAndWarnedOf() {
        ClusterSnapshot snapshot = new ClusterSnapshot(
                0,
                "test",
                List.of(node("n1", "leaf1")),
                List.of(new Switch("leaf1", "spine", 0)),
                List.of(),
                List.of());
        Map<String, Long> rates = Map.of("leaf1", 100_000_000L);
        measurements.uplinks.counted(new CountedUplink("leaf1", 250e6, 0, 4_000_000_000L, 2000, "snmp sw1"), 0);
        measurements.sumUp(snapshot, rates, 2000);
        assertThat(up("leaf1", 2000)).isEqualTo("1.0 snmp sw1");
        assertThat(measurements.warning())
                .isEqualTo("switch leaf1: snmp sw1 counts more on its uplink than that can carry; correct its rate"
                        + " under uplinks: in tracker.yaml; meanwhile it counts as full");
        measurements.uplinks.counted(new CountedUplink("leaf1", 50e6, 0, 4_000_000_000L, 2000, "snmp sw1"), 8000);
        measurements.sumUp(snapshot, rates, 10_000);
        assertThat(up("leaf1", 10_000)).isEqualTo("0.5 snmp sw1");
        assertThat(measurements.warning()).isNull();
    }

    @Test
    void ofAFileServerWhosePartsDisagreeAreTheBusiestAndWarnedOf() {
        NetworkLoad impossible = new NetworkLoad("eth0", 800_000_000, 0, 300_000_000, true);
        measurements.fileServer(
                "origin", new FileServerLoad(new NetworkSample(1, List.of(impossible)), 0.0, 0.2, 0.1), 0);
        Load load = measurements.loads(0).of("origin").get(Attribute.FILESERVER_LOAD);
        assertThat(load.value() + " " + load.source()).isEqualTo("1.0 tracker, eth0");
        assertThat(measurements.warning()).startsWith("node origin: more passes its eth0 than that can carry");
    }

    private String up(String name, long now) {
        Load load = measurements.loads(now).switches().get(name).up();
        return load.value() + " " + load.source();
    }

    @Test
    void ofTheFileServerAreItsBusierPart() {
        FileServerLoad load = new FileServerLoad(
                new NetworkSample(1, List.of(new NetworkLoad("eth0", 800_000_000, 40_000_000, 0, true))),
                0.7,
                0.2,
                0.3);
        assertThat(measurements.fileServer("origin", load, 0)).isTrue();
        assertThat(measurements.loads(0).of("origin"))
                .hasEntrySatisfying(Attribute.FILESERVER_LOAD, known -> {
                    assertThat(known.value()).isEqualTo(0.7);
                    assertThat(known.source()).isEqualTo("tracker, disk");
                })
                .hasEntrySatisfying(
                        Attribute.NETWORK_UTILIZATION,
                        known -> assertThat(known.value()).isEqualTo(0.4))
                .hasEntrySatisfying(
                        Attribute.FILESERVER_CPU,
                        known -> assertThat(known.value()).isEqualTo(0.2));
    }

    @Test
    void ofTheFileServerMayBeItsNfsServers() {
        measurements.fileServer("origin", new FileServerLoad(null, 0.1, null, 0.9), 0);
        Load load = measurements.loads(0).of("origin").get(Attribute.FILESERVER_LOAD);
        assertThat(load.value() + " " + load.source()).isEqualTo("0.9 tracker, nfs");
        assertThat(measurements.fileServer("origin", new FileServerLoad(null, null, null, null), 1000))
                .isFalse();
    }

    @Test
    void ofTheWeeksBeforeStandBesideThoseOfNow() {
        long week = 168L * 3_600_000;
        assertThat(measurements.remember(0)).isTrue();
        assertThat(measurements.remember(1000)).isFalse();
        measurements.history.moved("n1", "n2", 1000, 1000);
        measurements.history.lost("n1", "n2", 1000);
        measurements.remember(3_600_000);
        measurements.remember(week);
        hear(1, 60, week);
        assertThat(measurements.loads(week).of("n1"))
                .containsOnlyKeys(Attribute.NETWORK_UTILIZATION, Attribute.HISTORY_FAILURES);
        assertThat(measurements
                        .loads(week)
                        .of("n1")
                        .get(Attribute.HISTORY_FAILURES)
                        .value())
                .isEqualTo(1);
        assertThat(measurements.history.received("n2")).isEqualTo(1000);
    }

    @Test
    void growOldThoughAReportRepeatsThem() {
        hear(1, 60, 0);
        assertThat(hear(1, 60, 40_000)).isFalse();
        assertThat(known(45_000)).isEqualTo(0.6);
        assertThat(known(45_001)).isNull();
        assertThat(hear(2, 10, 50_000)).isTrue();
        assertThat(known(50_000)).isEqualTo(0.1);
    }
}
