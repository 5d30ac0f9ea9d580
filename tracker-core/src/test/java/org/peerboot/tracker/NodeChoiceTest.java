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

class NodeChoiceTest {
    private static Node node(String name, String... partitions) {
        return new Node(name, name, Map.of(), 7071, null, Set.of(), Set.of(), Set.of(partitions));
    }

    private static Job task(String id, String label, String node) {
        return new Job(
                id,
                label,
                "ann",
                List.of(node),
                JobState.RUNNING,
                "long",
                "",
                null,
                false,
                null,
                null,
                List.of(),
                List.of());
    }

    private static final ClusterSnapshot CLUSTER = new ClusterSnapshot(
            0,
            "test",
            List.of(node("n1", "long"), node("n2", "long", "short"), node("n3")),
            List.of(),
            List.of(),
            List.of(task("8815", "8812_3", "n1"), task("8816", "8812+1", "n3")));

    @Test
    void meansThePartitionsNodes() {
        assertThat(NodeChoice.of(CLUSTER, "partition=long")).containsExactly("n1", "n2");
        assertThat(NodeChoice.of(CLUSTER, "partition=short")).containsExactly("n2");
    }

    @Test
    void meansAJobsNodesByItsIdOrByWhatPeopleCallIt() {
        assertThat(NodeChoice.of(CLUSTER, "job=8815")).containsExactly("n1");
        assertThat(NodeChoice.of(CLUSTER, "job=8812_3")).containsExactly("n1");
        assertThat(NodeChoice.of(CLUSTER, "job=8812+1")).containsExactly("n3");
    }
}
