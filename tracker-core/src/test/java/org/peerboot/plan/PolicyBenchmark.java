package org.peerboot.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.peerboot.attributes.JobStatus;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;
import org.peerboot.policy.Policy;

/**
 * What the policy costs the tracker: 10,000 nodes on 250 leaf switches, a third of them with a job, one image for all, and
 * fifty rules: the shipped ones, and a site's own by features, partitions, states, loads and switches.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class PolicyBenchmark {
    private static final int LEAVES = 250;
    private static final int NODES_A_LEAF = 40;
    private static final int RULES = 50;
    private static final List<String> OWN = List.of(
            "when: '\"f%1$d\" in source.features && !source.job.running', limit: {upload: %1$d0MB/s}",
            "when: '\"p%1$d\" in destination.partitions', limit: {download: %1$d0MB/s}",
            "when: source.leaf == \"leaf%1$d\" && source.network.utilization > 0.5, limit: {streams: %1$d}",
            "when: '\"f%1$d\" in destination.features', weigh: {attribute: switch.load, above: 0.%1$d, factor: 0.5}",
            "when: '\"drain\" in source.states && \"f%1$d\" in source.features', deny: true");

    private Policy policy;
    private ViewBuilder cluster;
    private List<String> nodes;
    private ClusterView view;
    private Planner planner;

    @Setup(Level.Trial)
    public void begin() {
        StringBuilder text = new StringBuilder(Policy.standardText());
        for (int i = Policy.standard().names().size(); i < RULES; i++) {
            String own = OWN.get(i % OWN.size());
            text.append("- {name: own-").append(i).append(", ");
            text.append(own.formatted(1 + i % 9)).append("}\n");
        }
        policy = Policy.parse(text.toString(), "policy.yaml");
        cluster = new ViewBuilder();
        for (int leaf = 1; leaf <= LEAVES; leaf++) {
            int first = (leaf - 1) * NODES_A_LEAF + 1;
            cluster.leaf("leaf" + leaf, "n[" + first + "-" + (first + NODES_A_LEAF - 1) + "]");
            cluster.uplink("leaf" + leaf, leaf % 10 / 10.0, leaf % 7 / 10.0);
        }
        nodes = new ArrayList<>(cluster.nodes.keySet());
        for (int i = 0; i < nodes.size(); i++) {
            dress(nodes.get(i), i);
        }
        cluster.image("os:1", "n[1-" + nodes.size() + "]");
        view = cluster.view();
        planner = new Planner(policy);
        nodes.forEach(node -> planner.update(view, node, 1));
    }

    private void dress(String name, int number) {
        Node old = cluster.nodes.get(name);
        cluster.nodes.put(
                name,
                new Node(
                        name,
                        name,
                        old.addresses(),
                        old.bulkPort(),
                        old.leaf(),
                        number % 50 == 0 ? Set.of(NodeState.IDLE, NodeState.DRAIN) : Set.of(NodeState.IDLE),
                        Set.of("f" + number % 9),
                        Set.of("p" + number % 7)));
        cluster.utilization(name, number % 10 / 10.0);
        if (number % 3 == 0) {
            cluster.job("j" + number, "ann", name);
        }
        if (number % 2 == 0) {
            cluster.holds(name, "os:1");
        }
    }

    /** A changed policy: what each node may, weighs, and whom it may fetch from. */
    @Benchmark
    public void fullPass(Blackhole hole) {
        Scene scene = new Scene(view, policy, JobStatus.STALE_AFTER_MILLIS, new HashMap<>(), null);
        Roster roster = scene.roster(ViewBuilder.digest("os:1"));
        for (String node : nodes) {
            hole.consume(scene.standing(node));
            hole.consume(new Picks(scene, roster, node, scene.cell(node)).candidates());
        }
    }

    /** A job begins on a node, or ends there: the view of it, who is affected, and the updates of those. */
    @Benchmark
    public void oneNodesChange(Blackhole hole) {
        if (cluster.jobs.remove("new") == null) {
            cluster.job("new", "bob", "n5000");
        }
        ClusterView before = view;
        view = cluster.withJobs(before);
        for (String affected : planner.affected(before, view)) {
            hole.consume(planner.update(view, affected, 2));
        }
    }
}
