package org.peerboot.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;
import org.peerboot.cluster.Reservation;
import org.peerboot.cluster.Switch;
import org.peerboot.image.RefusedException;

class TranslatorTest {
    private static ClusterSnapshot snapshot(RawCluster raw) {
        return Translator.snapshot(raw, id -> id == 0 ? "root" : "uid:" + id, 7071, 5000, "slurm");
    }

    private static ClusterSnapshot jobs(SlurmJob... jobs) {
        return snapshot(new RawCluster("22.05.8", List.of(), List.of(jobs), List.of(), List.of()));
    }

    private static SlurmJob job(String state, String nodes) {
        return new SlurmJob(1, "1", 0, state, "all", "", "", "OK", nodes, "n9", 10, 0);
    }

    @Test
    void hangsNodesOnTheirLeafSwitchesAndThoseOnTheSpine() {
        ClusterSnapshot cluster = snapshot(Recorded.cluster());

        assertThat(cluster.node("n2").leaf()).isEqualTo("leaf1");
        assertThat(cluster.node("n3").leaf()).isEqualTo("leaf2");
        assertThat(cluster.node("alias9").leaf()).isNull();
        assertThat(cluster.switches().get("leaf2")).isEqualTo(new Switch("leaf2", "spine", 0));
        assertThat(cluster.switches().get("spine")).isEqualTo(new Switch("spine", null, 0));
    }

    @Test
    void hangsANodeOfTwoLeafSwitchesOnTheFirstAndSaysSo() {
        SlurmNode node = new SlurmNode("n2", "n2", "", "IDLE", "", "");
        List<SlurmSwitch> switches =
                List.of(new SlurmSwitch("leaf1", 0, "n[1-3]", ""), new SlurmSwitch("leaf2", 0, "n[2-4]", ""));
        RawCluster raw = new RawCluster("22.05.8", List.of(node), List.of(), switches, List.of());

        assertThat(snapshot(raw).node("n2").leaf()).isEqualTo("leaf1");
        assertThat(raw.warnings()).containsExactly("n[2-3] below switch leaf1 and leaf2: the first counts");
        assertThat(Recorded.cluster().warnings()).isEmpty();
    }

    @Test
    void keepsNameHostAndAddressApart() {
        Node node = snapshot(Recorded.cluster()).node("alias9");

        assertThat(node.host()).isEqualTo("realhost9");
        assertThat(node.address()).isEqualTo("10.91.9.9");
        assertThat(node.partitions()).containsExactly("odd");
        assertThat(node.bulkPort()).isEqualTo(7071);
    }

    @Test
    void takesAnAddressThatIsTheHostsOwnNameAsNone() {
        SlurmNode named = new SlurmNode("n1", "n1.site", "n1.site", "IDLE", "", "");
        SlurmNode other = new SlurmNode("n2", "n2.site", "n2-ib", "IDLE", "", "");
        ClusterSnapshot cluster =
                snapshot(new RawCluster("22.05.8", List.of(named, other), List.of(), List.of(), List.of()));

        assertThat(cluster.node("n1").addresses()).isEmpty();
        assertThat(cluster.node("n2").addresses()).isEqualTo(Map.of("slurm", "n2-ib"));
    }

    @Test
    void findsEveryFlagOfANode() {
        ClusterSnapshot cluster = snapshot(Recorded.cluster());

        assertThat(cluster.node("n3").states()).isEqualTo(Set.of(NodeState.ALLOCATED, NodeState.REBOOT_REQUESTED));
        assertThat(cluster.node("n4").states())
                .isEqualTo(Set.of(NodeState.IDLE, NodeState.MAINTENANCE, NodeState.RESERVED, NodeState.PLANNED));
        assertThat(NodeWords.states("DOWN+DRAIN+REBOOT_ISSUED"))
                .isEqualTo(Set.of(NodeState.DOWN, NodeState.DRAIN, NodeState.REBOOTING));
        assertThat(NodeWords.states("IDLE+CLOUD+POWERED_DOWN"))
                .isEqualTo(Set.of(NodeState.IDLE, NodeState.CLOUD, NodeState.POWERED_DOWN));
    }

    @Test
    void leavesOutAFlagOfALaterReleaseAndDoubtsABaseThatIsNotKnown() {
        assertThat(NodeWords.states("IDLE+SPARKLING+DRAIN")).isEqualTo(Set.of(NodeState.IDLE, NodeState.DRAIN));
        assertThat(NodeWords.states("SPARKLING+DRAIN")).isEqualTo(Set.of(NodeState.UNKNOWN, NodeState.DRAIN));
    }

    @Test
    void namesJobsByIdAndByLabel() {
        Job task = snapshot(Recorded.cluster()).jobs().get("10");

        assertThat(task)
                .isEqualTo(new Job(
                        "10",
                        "4_1",
                        "root",
                        List.of("n2"),
                        JobState.RUNNING,
                        "all",
                        "",
                        null,
                        false,
                        1_795_433_738_000L,
                        1_795_434_338_000L,
                        List.of(),
                        List.of()));
    }

    @Test
    void tellsWhereAWaitingJobIsToBegin() {
        Job waits = snapshot(Recorded.cluster()).jobs().get("8");

        assertThat(waits.state()).isEqualTo(JobState.PENDING);
        assertThat(waits.nodes()).isEmpty();
        assertThat(waits.plannedNodes()).containsExactly("n4");
        assertThat(jobs(job("RUNNING", "n1")).jobs().get("1").plannedNodes()).isEmpty();
    }

    @Test
    void tellsOfReservations() {
        assertThat(snapshot(Recorded.cluster()).reservations().values())
                .containsExactly(new Reservation("work", List.of("n4"), 1_795_433_736_000L, 1_795_437_336_000L, true));
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, running",
        "CONFIGURING, configuring",
        "COMPLETING, completing",
        "SUSPENDED, suspended",
        "STOPPED, suspended",
        "STAGE_OUT, completing",
        "RESIZING, running",
        "REQUEUE_HOLD, pending",
        "SOMETHING_NEW, running"
    })
    void knowsWhereAJobStands(String word, String state) {
        assertThat(jobs(job(word, "n1")).jobs().get("1").state()).hasToString(state);
    }

    @Test
    void takesAWordItDoesNotKnowForAWaitingJobWhereThereAreNoNodes() {
        assertThat(jobs(job("SOMETHING_NEW", "")).jobs().get("1").state()).isEqualTo(JobState.PENDING);
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED", "CANCELLED", "NODE_FAIL", "OUT_OF_MEMORY"})
    void leavesOutWhatHasEnded(String word) {
        assertThat(jobs(job(word, "n1")).jobs()).isEmpty();
    }

    @Test
    void refusesAHostListThatIsNone() {
        assertThatThrownBy(() -> jobs(job("RUNNING", "n[1-")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Slurm's job 1");
    }
}
