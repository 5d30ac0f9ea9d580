package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerboot.image.Digest;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.RebootPlan.Phase;
import org.peerboot.wire.RebootPlan.State;

/** Real Slurm reboots nodes through Peerboot; their caches are on disks. */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RebootTest {
    private static final String LAST = "n" + RebootCluster.NODES;

    private static RebootCluster cluster;

    @BeforeAll
    static void up() throws IOException {
        cluster = new RebootCluster("--caches", "kept", "--accounting");
        cluster.awaitPeers();
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void everyNodeComesBackWithTheImageAndTheOriginSendsItOnce() throws Exception {
        Digest image = cluster.publishBig("os:1");
        long before = cluster.sent();
        cluster.slurm
                .exec("peerboot", "reboot", RebootCluster.all(), "os:1", "--detach")
                .good();

        cluster.awaitPlan("all are rebooted", plan -> plan.state() == State.DONE);
        cluster.everyNodeRuns(image, RebootCluster.names());
        cluster.originSentAtMost(1.2, "os:1", before);
        cluster.noNodeWasEverDown();
    }

    @Test
    @Order(2)
    void aJobThatAsksForFreshNodesGetsTheImageAssignedLast() throws Exception {
        Digest image = cluster.publishSmall("os:2");
        cluster.slurm.exec("peerboot", "assign", "os:2", "n[1-2]").good();
        cluster.awaitComplete("os:2");
        // Slurm's administrator, without a right of Unix; it waits for the job and takes over its exit code.
        jobOnFreshNodes("peerboot").good();

        assertThat(Files.readAllLines(cluster.slurm.ofNode("n1", "scratch/job")))
                .hasSize(2)
                .allMatch(line -> line.contains("peerboot.image=" + image));
        cluster.everyNodeRuns(image, List.of("n1", "n2"));
        cluster.noNodeWasEverDown();
    }

    /** Nobody's nor even Slurm's operator's jobs: else a user could reboot the cluster. */
    @ParameterizedTest
    @ValueSource(strings = {"nobody", "daemon"})
    @Order(2)
    void onlyAdministratorsOfSlurmMayAskForFreshNodes(String user) {
        Command refused = jobOnFreshNodes(user);

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).contains("rebooting of nodes is only allowed for admins");
    }

    private static Command jobOnFreshNodes(String user) {
        return cluster.slurm.exec(
                900,
                "--user",
                user,
                "sbatch",
                "-W",
                "--reboot",
                "-N2",
                "-w",
                "n[1-2]",
                "-D",
                "/scratch",
                "-o",
                "/scratch/job",
                "--wrap",
                "srun cat /proc/cmdline");
    }

    @Test
    @Order(3)
    void aNodeWhoseImageIsNotThereComesBackWithItsLastAndSaysWhy() throws Exception {
        Digest last = cluster.node(LAST).booted();
        Digest image = cluster.publishSmall("late:1");
        cluster.slurm.exec("peerboot", "assign", "late:1", LAST).good();
        cluster.slurm.awaitStatus(
                "its peer waits for the image",
                300,
                status -> cluster.node(LAST).images().stream()
                        .anyMatch(one -> one.digest().equals(image)));
        int boots = Files.readAllLines(cluster.slurm.ofNode(LAST, "boots")).size();
        cluster.slurm
                .exec("scontrol", "reboot", "ASAP", "nextstate=RESUME", LAST)
                .good();

        cluster.slurm.await(
                "it has rebooted",
                300,
                () -> Files.readAllLines(cluster.slurm.ofNode(LAST, "boots")),
                lines -> lines.size() > boots);
        cluster.slurm.awaitStatus(
                "its peer says why", 300, status -> cluster.node(LAST).bootNote() != null);
        ClusterStatus.Node node = cluster.node(LAST);
        assertThat(node.booted()).isEqualTo(last);
        assertThat(node.boot()).isEqualTo("late:1");
        assertThat(node.bootNote()).startsWith("image late:1 is not here yet");
        assertThat(cluster.slurm.exec("peerboot", "status", "--nodes").good().lines())
                .anyMatch(line -> line.startsWith(LAST + ": shall boot late:1, runs ")
                        && line.contains(": image late:1 is not here yet"));
        cluster.noNodeWasEverDown();
    }

    @Test
    @Order(4)
    void aTrackerThatIsKilledGoesOnWithItsPlan() throws Exception {
        Digest image = cluster.publishSmall("os:3");
        cluster.slurm
                .exec("peerboot", "reboot", "n[1-4]", "os:3", "--wave", "1,100%", "--detach")
                .good();
        cluster.awaitPlan(
                "the first node has gone down",
                plan -> plan.steps().stream()
                        .anyMatch(step -> step.phase() == Phase.BOOTING || step.phase() == Phase.DONE));
        cluster.slurm.daemon("service", "kill", "tracker");
        cluster.slurm.daemon("service", "start", "tracker");

        cluster.awaitPlan("all are rebooted", plan -> plan.state() == State.DONE);
        cluster.everyNodeRuns(image, List.of("n1", "n2", "n3", "n4"));
        cluster.noNodeWasEverDown();
    }
}
