package org.peerboot.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;
import org.peerboot.cluster.Switch;
import org.peerboot.policy.Policy;

/** Sixteen nodes on two leaf switches, as in the benchmark of a swarm. */
class PredictionTest {
    private static final Plan PLAN = new Plan(16 << 20, 12.5e6, 0, 12.5e6, 100_000, 32 << 20, 1);

    private static ClusterSnapshot cluster(Job... jobs) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            nodes.add(new Node("n" + i, "n" + i, Map.of(), 7071, "leaf" + i / 8, Set.of(NodeState.IDLE), Set.of()));
        }
        List<Switch> switches = List.of(
                new Switch("leaf0", "spine", 200_000_000),
                new Switch("leaf1", "spine", 200_000_000),
                new Switch("spine", null, 0));
        return new ClusterSnapshot(0, "test", nodes, switches, List.of(), List.of(jobs));
    }

    private static Forecast predict(String policy, Job... jobs) {
        ClusterSnapshot cluster = cluster(jobs);
        return new Prediction(cluster, cluster.nodes().keySet(), Policy.parse(policy, "test"), PLAN).run();
    }

    @Test
    void eachPieceCrossesEachLinkOnce() {
        Forecast forecast = predict(Policy.standardText());
        assertThat(forecast.complete()).isTrue();
        assertThat(forecast.percentile(100)).isBetween(PLAN.limitSeconds(), 2 * PLAN.limitSeconds());
        assertThat(forecast.originBytes()).isEqualTo(PLAN.bytes());
        forecast.uplinks()
                .forEach((name, uplink) ->
                        assertThat(uplink.downBytes()).as(name).isEqualTo(PLAN.bytes()));
    }

    @Test
    void aNodeWithAJobSendsNothing() {
        List<String> busy = List.of("n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7");
        Forecast forecast =
                predict(Policy.standardText(), new Job("1", "ann", busy, JobState.RUNNING, "all", false, null, null));
        assertThat(forecast.complete()).isTrue();
        assertThat(forecast.uplinks().get("leaf0").upBytes()).isZero();
    }

    @Test
    void thePolicysRatesHold() {
        Forecast slow = predict("- {name: gentle, limit: {upload: 1MB/s}}");
        assertThat(slow.percentile(100)).isGreaterThan(PLAN.bytes() / 1e6);
    }

    @Test
    void theSeedDecidesAll() {
        assertThat(predict(Policy.standardText()).seconds())
                .isEqualTo(predict(Policy.standardText()).seconds());
    }
}
