package org.peerboot.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.policy.Policy;
import org.peerboot.wire.TrackerUpdate;

/** Re-planning the affected nodes alone gives what re-planning everybody gives. */
class AffectedTest {
    private static final String DENIES = """
            - name: no-gpu-to-others
              when: '"gpu" in source.features && !("gpu" in destination.features)'
              deny: true
            - name: drained-sources-rest
              when: '"drain" in source.states'
              deny: true
            - name: not-far-while-busy
              when: link.hops > 2 && source.job.running
              deny: true
            - name: n5-takes-no-user-images
              when: destination.name == "n5" && image.access == "user"
              deny: true
            """;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void coversEveryNodeWhoseUpdateDiffersUnderTheStandardPolicy(long seed) {
        walk(Policy.standard(), 30, randomCluster(new Random(seed), 12, 4), new Random(seed));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void coversEveryNodeWhoseUpdateDiffersUnderDenials(long seed) {
        walk(denying(), 30, randomCluster(new Random(seed), 12, 4), new Random(seed));
    }

    /** Leaf switches that are cut into cells, and more cells than anybody looks into. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void coversThemInClustersOfManyCells(long seed) {
        Policy policy = seed % 2 == 0 ? Policy.standard() : denying();
        walk(policy, 10, randomCluster(new Random(seed), 80, 30), new Random(seed));
    }

    private static Policy denying() {
        return Policy.parse(Policy.standardText() + DENIES, "policy.yaml");
    }

    private static void walk(Policy policy, int steps, ViewBuilder cluster, Random random) {
        Planner planner = new Planner(policy);
        ClusterView before = cluster.view();
        for (int step = 0; step < steps; step++) {
            List<String> changes = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                changes.add(change(cluster, random));
            }
            ClusterView after = cluster.view();
            Set<String> affected = planner.affected(before, after);
            Planner forgetful = new Planner(policy);
            for (String node : everybody(before, after)) {
                TrackerUpdate fresh = forgetful.update(after, node, 1);
                assertThat(planner.update(after, node, 1))
                        .as("memory changes no answer")
                        .isEqualTo(fresh);
                if (!affected.contains(node)) {
                    TrackerUpdate old = planner.update(before, node, 1);
                    assertThat(Planner.sameBut(old, fresh))
                            .as("step %d: %s is not affected by %s", step, node, changes)
                            .isTrue();
                }
            }
            before = after;
        }
    }

    private static Set<String> everybody(ClusterView... views) {
        Set<String> all = new TreeSet<>();
        for (ClusterView view : views) {
            all.addAll(view.snapshot().nodes().keySet());
            all.addAll(view.peers().keySet());
        }
        return all;
    }

    private static ViewBuilder randomCluster(Random random, int leaves, int mostNodesALeaf) {
        ViewBuilder cluster = new ViewBuilder();
        int next = 1;
        for (int leaf = 1; leaf <= leaves; leaf++) {
            int size = 1 + random.nextInt(mostNodesALeaf);
            cluster.leaf("leaf" + leaf, "n[" + next + "-" + (next + size - 1) + "]");
            next += size;
        }
        cluster.image("os:1", "n[1-" + next * 2 / 3 + "]").image("~ann/data:1", Access.USER, "ann", "n[3-6]");
        return cluster;
    }

    private static String change(ViewBuilder cluster, Random random) {
        List<String> names = new ArrayList<>(cluster.nodes.keySet());
        String node = names.get(random.nextInt(names.size()));
        String image = random.nextInt(4) == 0 ? "~ann/data:1" : "os:1";
        if (!cluster.peers.containsKey(node)) {
            cluster.leaf(cluster.nodes.get(node).leaf(), node);
            return node + " new";
        }
        switch (random.nextInt(19)) {
            case 18 -> {
                String other = names.get(random.nextInt(names.size()));
                cluster.failures(other, node, random.nextInt(3) / 2.0);
                return node + " loses " + other;
            }
            case 17 -> {
                String id = "p" + random.nextInt(3);
                cluster.planned(id, node, 30 * random.nextInt(5));
                return "job " + id + " planned for " + node;
            }
            case 15, 16 -> {
                List<String> leaves = cluster.switches.keySet().stream()
                        .filter(name -> name.startsWith("leaf"))
                        .toList();
                String leaf = leaves.get(random.nextInt(leaves.size()));
                cluster.uplink(leaf, random.nextInt(3) / 2.0, random.nextInt(3) / 2.0);
                return leaf + " uplink";
            }
            case 13, 14 -> {
                String loaded = random.nextInt(8) == 0 ? "origin" : node;
                cluster.utilization(loaded, random.nextInt(3) / 2.0);
                return loaded + " utilization";
            }
            case 0, 1 -> {
                String id = "j" + random.nextInt(4);
                if (cluster.jobs.remove(id) == null) {
                    cluster.job(id, random.nextBoolean() ? "ann" : "bob", node);
                }
                return "job " + id + " on " + node;
            }
            case 2 -> {
                cluster.down(node);
                return node + " up or down";
            }
            case 3, 4 -> {
                cluster.holds(node, image);
                return node + " holds " + image;
            }
            case 5 -> {
                cluster.holdsSome(node, image);
                return node + " holds some of " + image;
            }
            case 6 -> {
                cluster.blames(node, image, names.get(random.nextInt(names.size())));
                return node + " blames";
            }
            case 7 -> {
                ImageState old = cluster.images.get(ViewBuilder.digest(image));
                Set<String> assigned = new TreeSet<>(old.assigned());
                if (!assigned.remove(node)) {
                    assigned.add(node);
                }
                put(cluster, old, old.paused(), assigned);
                return image + " assigned to " + node + " or not";
            }
            case 8 -> {
                ImageState old = cluster.images.get(ViewBuilder.digest(image));
                put(cluster, old, random.nextInt(8) == 0, old.assigned());
                return image + " paused or not";
            }
            case 9 -> {
                features(cluster, node, random);
                return node + " has features and states";
            }
            case 10 -> {
                cluster.now += 10_000;
                cluster.snapshotAge = random.nextInt(6) == 0 ? 70_000 : random.nextInt(50_000);
                return "time passes";
            }
            case 11 -> {
                cluster.peers.remove(node);
                return node + " forgotten";
            }
            default -> {
                if (random.nextInt(4) == 0) {
                    cluster.down("origin");
                    return "origin up or down";
                }
                Job job = new Job("set-up", "ann", List.of(node), JobState.CONFIGURING, "all", true, null, null);
                cluster.jobs.put("set-up", job);
                return "job set up on " + node;
            }
        }
    }

    private static void put(ViewBuilder cluster, ImageState old, boolean paused, Set<String> assigned) {
        Digest digest = old.digest();
        cluster.images.put(
                digest,
                new ImageState(
                        old.name(), digest, old.access(), old.owner(), old.bytes(), paused, Set.copyOf(assigned)));
    }

    private static void features(ViewBuilder cluster, String name, Random random) {
        Node old = cluster.nodes.get(name);
        Set<String> features = random.nextBoolean() ? Set.of("gpu") : Set.of();
        Set<NodeState> states = random.nextInt(3) == 0 ? Set.of(NodeState.DRAIN) : Set.of(NodeState.IDLE);
        cluster.nodes.put(
                name, new Node(name, old.host(), old.addresses(), old.bulkPort(), old.leaf(), states, features));
    }

    @Test
    void isAFewNodesWhenOneNodeOfManyChanges() {
        ViewBuilder cluster = new ViewBuilder();
        for (int leaf = 0; leaf < 100; leaf++) {
            cluster.leaf("leaf" + leaf, "n[" + (leaf * 10 + 1) + "-" + (leaf * 10 + 10) + "]");
        }
        cluster.image("os:1", "n[1-1000]");
        Planner planner = new Planner(Policy.standard());
        ClusterView before = cluster.view();
        ClusterView after = cluster.job("1", "ann", "n500").view();

        Set<String> affected = planner.affected(before, after);

        assertThat(affected).contains("n491", "n500").hasSizeBetween(10, 60).doesNotContain("origin");
        assertThat(planner.affected(after, after)).isEmpty();
        assertThat(planner.affected(after, cluster.view())).isEmpty();
    }

    @Test
    void isEverybodyWhenTheSwitchesAreOtherOnes() {
        ViewBuilder cluster = new ViewBuilder().leaf("leaf1", "n[1-2]").leaf("leaf2", "n[3-4]");
        ClusterView before = cluster.view();
        ClusterView after = cluster.leaf("leaf1", "n3").view();

        assertThat(new Planner(Policy.standard()).affected(before, after))
                .containsExactlyInAnyOrder("n1", "n2", "n3", "n4", "origin");
        assertThat(Map.copyOf(after.peers())).containsKey("n3");
    }
}
