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
import org.peerboot.image.Digest;

/** A job of an ordinary user says by a feature what its nodes boot, and runs there. */
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FeatureTest {
    private static final List<String> NODES = List.of("n1", "n2");
    /** Boots, and up to 30 s until slurmctld looks whether the nodes are ready. */
    private static final int LONG = 400;

    private static RebootCluster cluster;
    private static Digest realTime;
    private static Digest standard;

    @BeforeAll
    static void up() throws IOException {
        cluster = new RebootCluster(
                "--nodes",
                "2",
                "--leaf",
                "2",
                "--caches",
                "kept",
                "--features",
                "standard=os:1,rt_kernel=os:rt,other=");
        cluster.awaitPeers();
        realTime = assigned("os:rt");
        standard = assigned("os:1");
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static Digest assigned(String image) throws IOException {
        Digest digest = cluster.publishSmall(image);
        cluster.slurm.exec("peerboot", "assign", image, "n[1-2]").good();
        cluster.awaitComplete(image);
        return digest;
    }

    private static String activeFeatures(String node) {
        String shown = cluster.slurm
                .exec("scontrol", "-o", "show", "node", node)
                .good()
                .out();
        return shown.replaceAll("(?s).*ActiveFeatures=(\\S+).*", "$1");
    }

    /** Returns the kernel's command line as a task on each node read it. */
    private static List<String> runsOn(String feature) throws IOException {
        cluster.slurm
                .exec(
                        LONG,
                        "--user",
                        "nobody",
                        "sbatch",
                        "--wait",
                        "-C",
                        feature,
                        "-N2",
                        "-D",
                        "/scratch",
                        "-o",
                        "/scratch/" + feature,
                        "--wrap",
                        "srun -N2 -n2 -l cat /proc/cmdline")
                .good();
        return Files.readAllLines(cluster.slurm.ofNode("n1", "scratch/" + feature));
    }

    private static void bootsForAJob(String feature, Digest image) throws IOException {
        List<String> lines = runsOn(feature);
        assertThat(lines).hasSize(2).allMatch(line -> line.contains("peerboot.image=" + image));
        assertThat(lines).extracting(line -> line.replaceFirst(":.*", "")).containsExactlyInAnyOrder("0", "1");
        cluster.everyNodeRuns(image, NODES);
        assertThat(NODES).extracting(FeatureTest::activeFeatures).containsOnly(feature);
    }

    @Test
    @Order(1)
    void aNodeThatRunsNoneOfTheImagesHasTheFeatureForThat() {
        assertThat(NODES).extracting(FeatureTest::activeFeatures).containsOnly("other");
    }

    @Test
    @Order(2)
    void aJobGetsTheImageThatItAsksForThoughAnotherWasAssignedLast() throws Exception {
        bootsForAJob("rt_kernel", realTime);
    }

    @Test
    @Order(3)
    void theNextJobGetsAnotherOne() throws Exception {
        bootsForAJob("standard", standard);
    }

    @Test
    @Order(4)
    void nodesThatHaveTheFeatureDoNotRebootForIt() throws Exception {
        List<String> before = Files.readAllLines(cluster.slurm.ofNode("n1", "boots"));
        assertThat(runsOn("standard")).hasSize(2);
        assertThat(cluster.slurm.ofNode("n1", "boots")).hasContent(String.join("\n", before));
        cluster.noNodeWasEverDown();
    }
}
