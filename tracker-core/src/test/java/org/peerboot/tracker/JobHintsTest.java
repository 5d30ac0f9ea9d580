package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Node;

class JobHintsTest {
    private static final long NOW = 1_000_000;

    private final JobHints hints = new JobHints();

    private static ClusterSnapshot snapshot(long millis, Job... jobs) {
        Node n1 = new Node("n1", "n1", Map.of(), 7071, null, Set.of(), Set.of());
        Node n2 = new Node("n2", "n2", Map.of(), 7071, null, Set.of(), Set.of());
        return new ClusterSnapshot(millis, "test", List.of(n1, n2), List.of(), List.of(), List.of(jobs));
    }

    private static Job job(String id, String node) {
        return new Job(id, "ann", List.of(node), JobState.RUNNING, "all", false, null, null);
    }

    @Test
    void makeANodeBusyBeforeTheWorkloadManagerSaysSo() {
        ClusterSnapshot snapshot = snapshot(NOW);
        assertThat(hints.over(snapshot)).isSameAs(snapshot);
        assertThat(hints.begins("n1", "8", NOW)).isTrue();
        assertThat(hints.begins("n1", "8", NOW)).isFalse();
        assertThat(hints.over(snapshot).jobsOn("n1"))
                .singleElement()
                .satisfies(job -> assertThat(job.state().occupies()).isTrue());
        assertThat(hints.over(snapshot).jobsOn("n2")).isEmpty();
    }

    @Test
    void joinTheJobThatTheSnapshotHasOnOtherNodes() {
        hints.begins("n1", "8", NOW);
        Job merged = hints.over(snapshot(NOW, job("8", "n2"))).jobs().get("8");
        assertThat(merged.nodes()).containsExactly("n2", "n1");
        assertThat(merged.user()).isEqualTo("ann");
    }

    @Test
    void giveWayToASnapshotThatKnowsTheJobOrIsNewer() {
        hints.begins("n1", "8", NOW);
        hints.settle(snapshot(NOW + JobHints.LAG_MILLIS));
        assertThat(hints.isEmpty()).isFalse();
        hints.settle(snapshot(NOW, job("8", "n1")));
        assertThat(hints.isEmpty()).isTrue();
        hints.begins("n1", "9", NOW);
        hints.settle(snapshot(NOW + JobHints.LAG_MILLIS + 1));
        assertThat(hints.isEmpty()).isTrue();
    }

    @Test
    void areAsOldAsBeforeWhenTheClockIsSet() {
        hints.begins("n1", "8", NOW);
        hints.shift(-500_000);
        hints.settle(snapshot(NOW - 500_000 + JobHints.LAG_MILLIS));
        assertThat(hints.isEmpty()).isFalse();
        hints.settle(snapshot(NOW - 500_000 + JobHints.LAG_MILLIS + 1));
        assertThat(hints.isEmpty()).isTrue();
    }

    @Test
    void freeANodeBeforeTheWorkloadManagerSaysSo() {
        Job job = new Job("8", "ann", List.of("n1", "n2"), JobState.COMPLETING, "all", true, null, null);
        assertThat(hints.ends("n1", "8", NOW)).isTrue();
        assertThat(hints.ends("n1", "8", NOW)).isFalse();
        ClusterSnapshot seen = hints.over(snapshot(NOW, job, job("9", "n2")));
        assertThat(seen.jobsOn("n1")).isEmpty();
        assertThat(seen.jobsOn("n2")).extracting(Job::id).containsExactly("8", "9");
    }

    @Test
    void freeNoNodeOfAnotherJob() {
        hints.ends("n1", "8", NOW);
        ClusterSnapshot snapshot = snapshot(NOW, job("9", "n1"), job("8", "n2"));
        assertThat(hints.over(snapshot)).isSameAs(snapshot);
    }

    /** Of a job that was told to be over and is not: the workload manager's word stands, a little later. */
    @Test
    void giveWayToANewerSnapshotInWhichTheJobStillRuns() {
        hints.begins("n1", "8", NOW);
        hints.ends("n1", "8", NOW);
        ClusterSnapshot lagging = snapshot(NOW + JobHints.LAG_MILLIS, job("8", "n1"));
        hints.settle(lagging);
        assertThat(hints.over(lagging).jobsOn("n1")).isEmpty();
        ClusterSnapshot newer = snapshot(NOW + JobHints.LAG_MILLIS + 1, job("8", "n1"));
        hints.settle(newer);
        assertThat(hints.over(newer)).isSameAs(newer);
        assertThat(hints.isEmpty()).isTrue();
    }

    /** Messages that overtook each other, or a job that was put back and begins again: busy rather than free. */
    @Test
    void makeANodeBusyOnWhichAJobEndsBeforeItBegins() {
        hints.ends("n1", "8", NOW);
        assertThat(hints.begins("n1", "8", NOW)).isTrue();
        ClusterSnapshot snapshot = snapshot(NOW);
        hints.settle(snapshot);
        assertThat(hints.over(snapshot).jobsOn("n1")).hasSize(1);
    }
}
