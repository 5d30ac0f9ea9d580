package org.peerboot.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.peerboot.attributes.Outlook.Expected;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;
import org.peerboot.cluster.Reservation;

class OutlookTest {
    private static final long NOW = 1_000_000_000L;

    private static Job waits(String id, int seconds) {
        return new Job(
                id,
                id,
                "ann",
                List.of(),
                JobState.PENDING,
                "all",
                "",
                null,
                false,
                NOW + seconds * 1000L,
                null,
                List.of("n1"),
                List.of());
    }

    private static Job runs(String id, @Nullable Integer seconds) {
        Long end = seconds == null ? null : (Long) (NOW + seconds * 1000L);
        return new Job(id, "ann", List.of("n1"), JobState.RUNNING, "all", false, NOW - 1000, end);
    }

    private static Reservation reserved(String name, int from, int to, boolean maintenance) {
        return new Reservation(name, List.of("n1"), NOW + from * 1000L, NOW + to * 1000L, maintenance);
    }

    private static Outlook outlook(Set<NodeState> states, List<Job> jobs, List<Reservation> reservations) {
        Node node = new Node("n1", "n1", Map.of(), 7071, null, states, Set.of());
        ClusterSnapshot snapshot =
                new ClusterSnapshot(NOW, "slurm", List.of(node), List.of(), List.of(), jobs, reservations);
        return Outlook.of(snapshot, "n1", NOW, JobStatus.STALE_AFTER_MILLIS);
    }

    private static Outlook outlook(Job... jobs) {
        return outlook(Set.of(NodeState.ALLOCATED), List.of(jobs), List.of());
    }

    @Test
    void ofNothingPlannedIsEmpty() {
        assertThat(outlook()).isEqualTo(new Outlook(null, null, null));
    }

    @Test
    void tellsWhenTheNextJobBeginsRoundedDownToAStep() {
        assertThat(outlook(waits("8815", 59), waits("8816", 700)).starts())
                .isEqualTo(new Expected(45, "slurm, job 8815"));
        assertThat(outlook(waits("8815", 60)).starts()).isEqualTo(new Expected(60, "slurm, job 8815"));
        assertThat(outlook(waits("8815", -30)).starts()).isEqualTo(new Expected(0, "slurm, job 8815"));
        assertThat(outlook(waits("8815", 200_000)).starts()).isNull();
    }

    @Test
    void takesAReservationForAJobThatBegins() {
        assertThat(outlook(Set.of(NodeState.IDLE), List.of(), List.of(reserved("course", 10, 100, false))))
                .isEqualTo(new Outlook(new Expected(10, "slurm, reservation course"), null, null));
    }

    @Test
    void tellsWhenTheLastJobEndsUnlessOneHasNoEnd() {
        assertThat(outlook(runs("1", 30), runs("2", 100)).ends()).isEqualTo(new Expected(90, "slurm, job 2"));
        assertThat(outlook(runs("1", 30), runs("2", null)).ends()).isNull();
    }

    @Test
    void knowsNoEndOfAJobThatWouldEndBeforeItBegan() {
        Job backwards = new Job("1", "ann", List.of("n1"), JobState.RUNNING, "all", false, NOW, NOW - 60_000);
        assertThat(outlook(backwards, runs("2", 100)).ends()).isNull();
    }

    @Test
    void tellsThatADrainedNodeLeavesWhenItsJobHasEnded() {
        Set<NodeState> drained = Set.of(NodeState.ALLOCATED, NodeState.DRAIN);
        assertThat(outlook(drained, List.of(runs("1", 30)), List.of()).leaves())
                .isEqualTo(new Expected(30, "slurm, drain"));
        assertThat(outlook(drained, List.of(), List.of()).leaves()).isEqualTo(new Expected(0, "slurm, drain"));
        assertThat(outlook(Set.of(NodeState.IDLE, NodeState.REBOOT_REQUESTED), List.of(), List.of())
                        .leaves())
                .isEqualTo(new Expected(0, "slurm, reboot-requested"));
    }

    @Test
    void tellsWhenMaintenanceBeginsAndForgetsItWhenItIsOver() {
        Set<NodeState> idle = Set.of(NodeState.IDLE);
        assertThat(outlook(idle, List.of(), List.of(reserved("cooling", 400, 900, true))))
                .isEqualTo(new Outlook(null, null, new Expected(300, "slurm, reservation cooling")));
        assertThat(outlook(idle, List.of(), List.of(reserved("cooling", -400, 900, true)))
                        .leaves())
                .isEqualTo(new Expected(0, "slurm, reservation cooling"));
        assertThat(outlook(idle, List.of(), List.of(reserved("cooling", -400, -1, true)))
                        .leaves())
                .isNull();
    }

    @Test
    void isEmptyByAWordThatIsTooOld() {
        Node node = new Node("n1", "n1", Map.of(), 7071, null, Set.of(NodeState.DRAIN), Set.of());
        ClusterSnapshot snapshot =
                new ClusterSnapshot(NOW, "slurm", List.of(node), List.of(), List.of(), List.of(waits("8815", 100)));
        assertThat(Outlook.of(snapshot, "n1", NOW + 61_000, 60_000)).isEqualTo(new Outlook(null, null, null));
        assertThat(Outlook.of(snapshot, "n2", NOW, 60_000)).isEqualTo(new Outlook(null, null, null));
    }
}
