package org.peerboot.cluster.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Network;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;
import org.peerboot.cluster.Reservation;
import org.peerboot.cluster.Switch;
import org.peerboot.config.StrictYaml;
import org.peerboot.image.RefusedException;

class ClusterFileTest {
    private static final String WHOLE = """
            networks:
              - {name: management, addresses: 127.0.0.0/8, rate: 1Gbit/s}
              - {name: fast}
            switches:
              - {name: spine}
              - {name: leaf1, parent: spine, uplink: 100Gbit/s}
            nodes:
              - hosts: n[1-3]
                address: 127.0.1.[11-13]
                addresses: {fast: "fd00::[1-3]"}
                port: 7101-7103
                leaf: leaf1
                states: [idle, not-responding]
                features: [gpu]
              - hosts: login1
                address: 127.0.2.1
            jobs:
              - id: 8812
                user: ann
                nodes: n[2-3]
                partition: long
                exclusive: true
                start: 2026-01-31T12:00:00Z
                end: 2026-01-31T14:00:00+01:00
              - {id: 8813, user: bob, nodes: n1, state: suspended}
            """;

    private static ClusterSnapshot read(String yaml) {
        ClusterFile file = StrictYaml.parse(yaml, "cluster.yaml", ClusterFile.class);
        return new ClusterFileReader(file, "cluster.yaml").snapshot(5, "file:cluster.yaml");
    }

    @Test
    void tellsWhatIsPlanned() {
        ClusterSnapshot cluster = read(WHOLE + """
                  - {id: 8815, user: ann, nodes: "n[1-2]", state: pending, start: 2026-01-31T15:00:00Z}
                reservations:
                  - {name: cooling, nodes: n3, start: 2026-02-01T00:00:00Z, end: 2026-02-02T00:00:00Z, maintenance: true}
                """);
        Job waits = cluster.jobs().get("8815");
        assertThat(waits.nodes()).isEmpty();
        assertThat(cluster.jobsPlannedFor("n2")).containsExactly(waits);
        assertThat(cluster.jobsOn("n1")).doesNotContain(waits);
        assertThat(cluster.reservationsOf("n3"))
                .containsExactly(
                        new Reservation("cooling", List.of("n3"), 1_769_904_000_000L, 1_769_990_400_000L, true));
    }

    @Test
    void namesNodesWithTheirAddressesPortsSwitchesAndFeatures() {
        ClusterSnapshot cluster = read(WHOLE);

        assertThat(cluster.nodes()).containsOnlyKeys("login1", "n1", "n2", "n3");
        Node n2 = cluster.node("n2");
        assertThat(n2.address()).isEqualTo("127.0.1.12");
        assertThat(n2.addresses()).containsEntry("management", "127.0.1.12").containsEntry("fast", "fd00::2");
        assertThat(n2.bulkPort()).isEqualTo(7102);
        assertThat(n2.leaf()).isEqualTo("leaf1");
        assertThat(n2.states()).isEqualTo(Set.of(NodeState.IDLE, NodeState.NOT_RESPONDING));
        assertThat(n2.features()).containsExactly("gpu");
        assertThat(read("nodes: [{hosts: n1, partitions: [long, short]}]")
                        .node("n1")
                        .partitions())
                .containsExactly("long", "short");
        assertThat(cluster.node("login1").leaf()).isNull();
        assertThat(cluster.node("login1").bulkPort()).isEqualTo(7071);
    }

    @Test
    void namesNetworksAndSwitchesWithTheirRates() {
        ClusterSnapshot cluster = read(WHOLE);

        assertThat(cluster.networks().get("management"))
                .isEqualTo(new Network("management", "127.0.0.0/8", 1_000_000_000L));
        assertThat(cluster.switches().get("leaf1")).isEqualTo(new Switch("leaf1", "spine", 100_000_000_000L));
        assertThat(cluster.switches().get("spine").parent()).isNull();
    }

    @Test
    void namesJobsOnTheirNodes() {
        ClusterSnapshot cluster = read(WHOLE);

        assertThat(cluster.jobsOn("n3")).singleElement().satisfies(job -> {
            assertThat(job.id()).isEqualTo("8812");
            assertThat(job.user()).isEqualTo("ann");
            assertThat(job.state()).isEqualTo(JobState.RUNNING);
            assertThat(job.exclusive()).isTrue();
            assertThat(job.expectedEndMillis() - job.startMillis()).isEqualTo(3_600_000);
        });
        assertThat(cluster.jobsOn("n1"))
                .singleElement()
                .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.SUSPENDED));
        assertThat(cluster.jobsOn("login1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "leaf: leaf1 | leaf: leaf9 | line 12, leaf \"leaf9\": is not among the file's switches; add it there,",
                "n[1-3] | n[1- | line 8, host list \"n[1-\" position 2: the range ends without its last number;",
                "[11-13] | [11-12] | line 9, address \"127.0.1.[11-12]\": gives 2 addresses to 3 hosts; give each host",
                "127.0.1.[11-13] | 10.0.0.1 | line 9, address \"10.0.0.1\": is one address for 3 hosts; give a range such",
                "[11-13] | [254-256] | line 9, address \"127.0.1.[254-256]\": \"127.0.1.256\" is no IP address; write",
                "127.0.2.1 | login1.site | line 16, address \"login1.site\": \"login1.site\" is no IP address; write one",
                "{fast: | {slow: | line 10, network \"slow\": is not among the file's networks; add it there",
                "7101-7103 | 7101-7102 | line 11, port \"7101-7102\": gives 2 ports to 3 hosts; give each host one",
                "7101-7103 | 70000 | line 11, port \"70000\": is not within 1-65535; write 7071 for all hosts",
                "[idle, | [idel, | line 13, state \"idel\": is not known; use some of [idle, allocated, mixed,",
                "login1 | n2 | line 15, hosts \"n2\": node n2 stands in the file twice; name each node in one group",
                "name: leaf1, | name: spine, | line 6, switch \"spine\": stands in the file twice; remove one of them",
                "{name: spine} | {name: spine, parent: leaf1} | line 5, parent \"leaf1\": leads back to where it began:",
                "nodes: n[2-3] | nodes: n[3-4] | line 20, job \"8812\": node n4 is not among the file's nodes; add it",
                "id: 8813 | id: 8812 | line 25, job \"8812\": stands in the file twice; remove one of them",
                "suspended | sleeping | line 25, state \"sleeping\": is not known; use one of [pending, configuring,",
                "2026-01-31T12:00:00Z | yesterday | line 23, time \"yesterday\": is not understood; write it as 2026",
                "features: | feature: | line 14 column 5, key \"feature\": is not known; did you mean \"features\"?",
                "1Gbit/s | 1Gbit | line 2 column 48, key \"rate\", rate \"1Gbit\": does not end in /s; write a rate such as",
            })
    void refusesWithTheLineAndARemedy(String right, String wrong, String message) {
        assertThat(WHOLE).contains(right);
        assertThatThrownBy(() -> read(WHOLE.replace(right, wrong)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cluster.yaml " + message);
    }

    @Test
    void needsNodes() {
        assertThatThrownBy(() -> read("jobs: []\n")).hasMessageContaining("lacks the key \"nodes\"; add it");
    }
}
