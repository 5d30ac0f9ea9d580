package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.Json;

/** A real OpenPBS starts a job on a node that serves; its figures go to {@code target/pbs-main-job.json}. */
@Tag("cluster")
@EnabledIfEnvironmentVariable(named = "PBS_EXEC", matches = "/.+")
final class PbsMainJobTest {
    private static final int NODES = 6;
    private static final int BYTES = 256 << 20;
    private static final int LONG = 300;
    /** So many bytes more since a look are serving. */
    private static final long SERVING = 1 << 20;

    private static final String QSUB =
            Path.of(String.valueOf(System.getenv("PBS_EXEC")), "bin/qsub").toString();
    private static final String JOB =
            "first=$(date +%s%3N); sleep 6; echo $first $(date +%s%3N) >/scratch/times.new; mv /scratch/times.new /scratch/times";

    @TempDir
    private static Path tree;

    private static SlurmCluster cluster;

    @BeforeAll
    static void up() throws IOException {
        cluster = SlurmCluster.up(
                "--nodes",
                Integer.toString(NODES),
                "--leaf",
                "3",
                "--rate",
                "40mbit",
                "--uplink",
                "80mbit",
                "--wm",
                "pbs",
                "--wm-setting",
                "poll: 2s");
        byte[] content = new byte[BYTES];
        new Random(7).nextBytes(content);
        Files.write(tree.resolve("set"), content);
        cluster.exec("peerboot", "publish", "main:v1", "--tree", tree.toString())
                .good();
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static ClusterStatus.Transfer transfer(ClusterStatus status) {
        return status.transfers().stream()
                .filter(one -> one.image().name().equals("main:v1"))
                .findFirst()
                .orElseThrow();
    }

    private static long uploaded(ClusterStatus status, String node) {
        return status.nodes().stream()
                .filter(one -> one.node().equals(node))
                .findFirst()
                .orElseThrow()
                .uploadBytes();
    }

    private static boolean hasJob(ClusterStatus status, String node) {
        return status.nodes().stream().anyMatch(one -> one.node().equals(node) && one.job());
    }

    /** The node that serves most. */
    private static String serving() {
        ClusterStatus before = cluster.awaitStatus(
                "a fifth is there", LONG, status -> transfer(status).held() > (long) BYTES * NODES / 5);
        ClusterStatus after = cluster.awaitStatus("a later look", LONG, status -> status.time() > before.time() + 1000);
        return after.nodes().stream()
                .map(ClusterStatus.Node::node)
                .max(Comparator.comparingLong(node -> uploaded(after, node) - uploaded(before, node)))
                .orElseThrow();
    }

    /** Milliseconds since the epoch, as the node's peer logged it. */
    private static long told(String node, String job) throws IOException {
        try (Stream<String> lines = Files.lines(cluster.directory().resolve("log/" + node + ".peer.out"))) {
            String line = lines.filter(one -> one.contains("job=" + job + " begins"))
                    .findFirst()
                    .orElseThrow();
            return OffsetDateTime.parse(line.substring(0, line.indexOf(' ')))
                    .toInstant()
                    .toEpochMilli();
        }
    }

    @Test
    void aNodeFallsSilentForItsJobAndTheOthersGoOnFromOtherSources() throws IOException {
        cluster.exec("peerboot", "assign", "main:v1", "all").good();
        String node = serving();
        long first;
        long told;
        try (PayloadCapture capture = new PayloadCapture(cluster, node)) {
            String job = cluster.exec(
                            QSUB, "-R", "oe", "-l", "select=1:ncpus=1:host=" + node, "--", "/bin/bash", "-c", JOB)
                    .good()
                    .out()
                    .strip();
            long[] times = times(node);
            first = times[0];
            told = told(node, job);
            long lastByte = capture.last(told - 1000, times[1]).orElse(Long.MIN_VALUE);
            Files.writeString(
                    Checkout.path("packaging/target").resolve("pbs-main-job.json"),
                    Json.write(Map.of(
                            "last_byte_after_told_ms", lastByte - told, "last_byte_after_first_ms", lastByte - first)));
            assertThat(lastByte).as("it served until it was told").isGreaterThan(told - 300);
            assertThat(lastByte - told)
                    .as("ms from the hook's word to the last byte")
                    .isLessThan(250);
            assertThat(lastByte - first)
                    .as("ms from the job's first instruction to the last byte")
                    .isLessThan(250);
        }
        ClusterStatus ended = cluster.awaitStatus("no job", LONG, status -> !hasJob(status, node));
        cluster.awaitStatus(
                node + " serves again", LONG, status -> uploaded(status, node) > uploaded(ended, node) + SERVING);

        ClusterStatus complete = cluster.awaitStatus(
                "all are complete", LONG, status -> transfer(status).complete() == NODES);
        assertThat(transfer(complete).restarts())
                .as("segments that left the node")
                .anyMatch(one -> one.restart().from().equals(node));
        for (int i = 1; i <= NODES; i++) {
            assertThat(Files.mismatch(held("n" + i), tree.resolve("set")))
                    .as("n" + i)
                    .isEqualTo(-1);
        }
    }

    private static Path held(String node) throws IOException {
        try (Stream<Path> images = Files.list(cluster.ofNode(node, "cache/images"))) {
            return images.map(image -> image.resolve("tree/set"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Of the job's first and last instruction. */
    private static long[] times(String node) {
        Path file = cluster.ofNode(node, "scratch/times");
        String text = cluster.await("the job's end", LONG, () -> Files.readString(file), said -> !said.isBlank());
        return Arrays.stream(text.strip().split(" ")).mapToLong(Long::parseLong).toArray();
    }
}
