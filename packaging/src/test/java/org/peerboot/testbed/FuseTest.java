package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.peerboot.image.Digest;
import org.peerboot.wire.Api;
import org.peerboot.wire.RebootPlan;
import org.peerboot.wire.RebootPlan.Phase;
import org.peerboot.wire.RebootPlan.State;
import org.peerboot.wire.RebootPlan.Step;

/** Eight nodes shall boot images whose kernel panics. */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FuseTest {
    private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8");

    private static RebootCluster cluster;
    private static Digest good;
    private static Digest bad;

    @BeforeAll
    static void up() throws IOException {
        cluster = new RebootCluster("--nodes", "8", "--leaf", "4", "--caches", "kept");
        cluster.awaitPeers();
        good = cluster.publishSmall("os:1");
        reboot("os:1", "100%", "0");
        cluster.awaitPlan("all are rebooted", plan -> plan.state() == State.DONE);
        bad = cluster.publishSmall("os:2");
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static void reboot(String image, String waves, String mayFail) {
        cluster.slurm
                .exec("peerboot", "reboot", "n[1-8]", image, "--wave", waves, "--max-failed", mayFail, "--detach")
                .good();
    }

    private static RebootPlan awaitBlown() {
        return cluster.slurm.await(
                "the fuse blows",
                600,
                () -> cluster.slurm.read(Api.REBOOTS, RebootPlan[].class)[0],
                plan -> plan.state() == State.BLOWN
                        && plan.steps().stream().noneMatch(step -> step.phase().away()));
    }

    private static void panicsOn(Digest image, List<String> nodes) throws IOException {
        for (String node : nodes) {
            Files.writeString(cluster.slurm.ofNode(node, "panics"), image + "\n");
        }
    }

    /** How often an image panicked on a node. */
    private static long panics(Digest image, String node) throws IOException {
        return Files.readAllLines(cluster.slurm.ofNode(node, "boots")).stream()
                .filter(line -> line.endsWith("panic " + image))
                .count();
    }

    private static List<String> in(RebootPlan plan, Phase phase) {
        return plan.steps().stream()
                .filter(step -> step.phase() == phase)
                .map(Step::node)
                .toList();
    }

    @Test
    @Order(1)
    void theFirstWaveIsAllThatFailsAndItsNodesAreBackOnTheLastGoodImage() throws Exception {
        panicsOn(bad, NODES);
        reboot("os:2", "2,100%", "4");
        RebootPlan plan = awaitBlown();

        assertThat(plan.why()).isEqualTo("every node of the first wave failed");
        List<String> failed = in(plan, Phase.FAILED);
        assertThat(failed).hasSize(2);
        assertThat(plan.steps())
                .filteredOn(step -> failed.contains(step.node()))
                .allSatisfy(step -> assertThat(step.reason()).contains("did not come up"));
        for (String node : NODES) {
            assertThat(panics(bad, node)).as("panics of %s", node).isEqualTo(failed.contains(node) ? 1 : 0);
        }
        cluster.everyNodeRuns(good, NODES);
        cluster.noNodeWasEverDown();
    }

    @Test
    @Order(2)
    void aNodeThatFailedTwiceIsNotGivenTheImageAgain() throws Exception {
        RebootPlan plan = cluster.slurm.read(Api.REBOOTS, RebootPlan[].class)[0];
        String node = in(plan, Phase.FAILED).get(0);
        rebootOne(node);
        assertThat(panics(bad, node)).isEqualTo(2);
        rebootOne(node);
        assertThat(panics(bad, node))
                .as("the third boot is of the last good image")
                .isEqualTo(2);
        assertThat(cluster.node(node).bootNote()).contains("was booted 2 times and did not come up");
        cluster.everyNodeRuns(good, List.of(node));
    }

    private static void rebootOne(String node) throws Exception {
        long before = reboots(node);
        cluster.slurm
                .exec("scontrol", "reboot", "ASAP", "nextstate=RESUME", node)
                .good();
        cluster.slurm.await(node + " has rebooted", 300, () -> reboots(node), count -> count > before);
        cluster.slurm.awaitStatus(
                "its peer is back", 300, status -> cluster.node(node).peer().equals("up"));
        cluster.slurm.awaitNode(node, 300, "idle");
    }

    private static long reboots(String node) throws IOException {
        return Files.readAllLines(cluster.slurm.ofNode(node, "boots")).stream()
                .filter(line -> line.contains(" reboot "))
                .count();
    }

    @Test
    @Order(3)
    void aFuseInALaterWaveLeavesTheRestAlone() throws Exception {
        Digest worse = cluster.publishSmall("os:3");
        List<String> later = NODES.subList(2, 8);
        panicsOn(worse, later);
        reboot("os:3", "2,100%", "1");
        RebootPlan plan = awaitBlown();

        List<String> failed = in(plan, Phase.FAILED);
        // Four were away when the second failed, or five: one more went when the first was back.
        assertThat(failed).hasSizeBetween(2, 5);
        assertThat(plan.why()).matches("[2-" + failed.size() + "] nodes failed, and 1 may");
        assertThat(in(plan, Phase.DONE)).containsExactly("n1", "n2");
        List<String> left = new ArrayList<>(later);
        left.removeAll(failed);
        assertThat(in(plan, Phase.READY)).containsExactlyElementsOf(left);
        for (String node : left) {
            assertThat(panics(worse, node)).as("%s was left alone", node).isZero();
        }
        cluster.everyNodeRuns(worse, List.of("n1", "n2"));
        cluster.everyNodeRuns(good, later);
        cluster.noNodeWasEverDown();
    }
}
