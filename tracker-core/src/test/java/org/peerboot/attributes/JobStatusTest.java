package org.peerboot.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Node;
import org.peerboot.wire.AttributeValue;

class JobStatusTest {
    private static JobStatus of(long ageMillis, String node, JobState state, boolean exclusive) {
        Node n1 = new Node("n1", "n1", Map.of(), 7071, null, Set.of(), Set.of());
        Job job = new Job("1", "ann", List.of("n1"), state, "all", exclusive, null, null);
        ClusterSnapshot snapshot =
                new ClusterSnapshot(100_000, "slurm", List.of(n1), List.of(), List.of(), List.of(job));
        return JobStatus.of(snapshot, node, 100_000 + ageMillis, JobStatus.STALE_AFTER_MILLIS);
    }

    @ParameterizedTest
    @EnumSource(JobState.class)
    void isBusyWhileProcessesMayBeThere(JobState state) {
        boolean busy = List.of(JobState.RUNNING, JobState.SUSPENDED, JobState.COMPLETING)
                .contains(state);
        assertThat(of(0, "n1", state, false).running()).isEqualTo(busy);
    }

    @Test
    void tellsWhoSaidSoAndWhen() {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        of(400, "n1", JobState.RUNNING, true).into(values);

        assertThat(values)
                .containsEntry("job.running", new AttributeValue(1, "bool", 400, "slurm"))
                .containsEntry("job.exclusive", new AttributeValue(1, "bool", 400, "slurm"));
    }

    @Test
    void takesWhatNobodyKnowsAsBusy() {
        assertThat(of(0, "n2", JobState.ENDED, false))
                .isEqualTo(new JobStatus(true, true, false, 0, "unknown, not in slurm"));
        assertThat(of(60_000, "n1", JobState.ENDED, false).running()).isFalse();
        assertThat(of(60_001, "n1", JobState.ENDED, false))
                .isEqualTo(new JobStatus(true, true, false, 60_001, "unknown, slurm is silent"));
    }
}
