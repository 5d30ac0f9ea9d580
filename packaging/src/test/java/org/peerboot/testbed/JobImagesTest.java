package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.Json;

/** {@code --peerboot} on a real Slurm: what a job's tasks find, and what becomes of them where there is nothing. */
@Tag("cluster")
final class JobImagesTest {
    private static final String SHOW =
            "echo $SLURMD_NODENAME $PEERBOOT_STATUS $PEERBOOT_IMAGE $PEERBOOT_DIR; test -z \"$PEERBOOT_DIR\" || "
                    + "sha256sum \"$PEERBOOT_DIR\"/big \"$PEERBOOT_DIR\"/sub/small";

    @TempDir
    private static Path tree;

    @TempDir
    private static Path set;

    @TempDir
    private static Path steps;

    private static PluginCluster cluster;
    private static String sums;

    @BeforeAll
    static void up() throws IOException {
        byte[] bytes = new byte[6 << 20];
        new Random(11).nextBytes(bytes);
        Files.write(tree.resolve("big"), bytes);
        Files.createDirectory(tree.resolve("sub"));
        Files.writeString(tree.resolve("sub/small"), "small\n");
        Files.setPosixFilePermissions(tree.resolve("sub/small"), PosixFilePermissions.fromString("rw-------"));
        sums = Command.run(60, List.of("sha256sum", tree + "/big", tree + "/sub/small"))
                .good()
                .out();
        cluster = PluginCluster.up(2);
        cluster.publish("data:v1", "public", tree);
        cluster.publish("keys:v1", "system", tree);
        cluster.publish("~nobody/own:v1", "user", tree);
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void tasksFindTheDataWholeThroughALinkOfTheirUser() throws IOException {
        Command job = cluster.sbatch(
                "nobody", "whole", "-N2", "--peerboot=data:v1:/scratch/data", "--wrap", "srun sh -c '" + SHOW + "'");

        assertThat(job.exit()).as(job.toString()).isZero();
        String out = Files.readString(scratch("n1", "whole"));
        for (String node : cluster.nodes()) {
            assertThat(out).contains(node + " complete data:v1 /scratch/data\n");
            Path link = scratch(node, "data");
            assertThat(link).isSymbolicLink();
            assertThat(owner(link)).isEqualTo("nobody");
        }
        assertThat(out.lines().filter(line -> line.endsWith("/big")))
                .hasSize(2)
                .allMatch(line -> line.startsWith(sums.substring(0, 64)));
        assertThat(cluster.slurm().directory().resolve("log/n1.peer.out"))
                .as("the peer was told of the job's images")
                .content()
                .contains("begins images=[data:v1]");
    }

    /** Alone, each would take a copy of its own from the origin, as nodes do on which jobs run. */
    @Test
    void theNodesOfAJobServeEachOtherWhatItWaitsFor() throws IOException {
        // Ten seconds of a link: on a busy machine the nodes' prologs may be seconds apart.
        byte[] bytes = new byte[128 << 20];
        new Random(12).nextBytes(bytes);
        Files.write(set.resolve("set"), bytes);
        cluster.publish("set:v1", "public", set);

        Command job = cluster.sbatch("nobody", "set", "-N2", "--peerboot=set:v1,strict", "--wrap", "srun true");

        assertThat(job.exit()).as(job.toString()).isZero();
        Map<String, Long> sent = cluster.slurm().status().nodes().stream()
                .flatMap(node -> node.images().stream())
                .filter(image -> image.received() >= bytes.length)
                .flatMap(image -> image.bytesBySource().entrySet().stream())
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.summingLong(Map.Entry::getValue)));
        assertThat(sent.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(2L * bytes.length);
        assertThat(sent.get("origin")).as("of %s", sent).isLessThan(bytes.length * 3L / 2);
    }

    @Test
    void aCopyBelongsToItsUserWhoMayWriteInIt() throws IOException {
        Command job = cluster.sbatch(
                "nobody",
                "copied",
                "-w",
                "n1",
                "--peerboot=data:v1:copy,copy",
                "--wrap",
                "echo more >>copy/big && echo new >copy/sub/new && srun sh -c '" + SHOW + "'");

        // What the batch script wrote in its copy is its own affair: the step is content.
        assertThat(Files.readString(scratch("n1", "copied"))).contains("n1 complete data:v1 /scratch/copy\n");
        assertThat(job.exit()).isZero();
        Command next = cluster.srun("nobody", "-w", "n1", "--peerboot=data:v1:copy,copy", "sh", "-c", SHOW);
        assertThat(next.good().out()).contains("n1 incomplete data:v1");
        assertThat(next.err()).contains("DEST /scratch/copy: exists and was not made of this image");
        Command found = cluster.slurm().nodeExec("n1", "find", "/scratch/copy", "!", "-user", "nobody");
        assertThat(found.good().out()).isEmpty();
        assertThat(scratch("n1", "copy/sub/new")).hasContent("new");
        assertThat(scratch("n1", "copy/sub/small")).hasContent("small\n");
    }

    @Test
    void eachTaskOfAStepStartsWithTheImage() {
        Command step = cluster.srun("nobody", "-N2", "-n4", "--peerboot=data:v1:/scratch/each", "sh", "-c", SHOW);

        assertThat(step.good().lines())
                .filteredOn(line -> line.contains(" complete data:v1 /scratch/each"))
                .hasSize(4);
    }

    /**
     * The job fills the node's link with datagrams, so that what nobody there ordered gets half a hundredth of it: 1 MiB in
     * 17 s. A step's image is the job's own affair.
     */
    @Test
    void aStepOfARunningJobFetchesWhatItOrdersAtOnceThoughItsNodeIsBusy() throws Exception {
        byte[] bytes = new byte[24 << 20];
        new Random(13).nextBytes(bytes);
        Files.write(Files.createDirectory(steps.resolve("own")).resolve("big"), bytes);
        bytes[0]++;
        Files.write(Files.createDirectory(steps.resolve("other")).resolve("big"), bytes);
        cluster.publish("step:v1", "public", steps.resolve("own"));
        cluster.publish("other:v1", "public", steps.resolve("other"));
        String[] job = {
            "--user", "nobody", "sbatch", "-t", "5", "-w", "n1", "-D", "/scratch", "-o", "/scratch/step", "--wrap", """
                perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(PeerAddr => "n2:9", Proto => "udp");
                    $p = "x" x 1400; while (1) { $s->send($p) }' &
                until test -e go; do sleep 0.1; done
                srun --overlap --peerboot=step:v1:/scratch/own,wait=90s sh -c \
                    'echo $SLURMD_NODENAME $PEERBOOT_STATUS $PEERBOOT_IMAGE; sha256sum <own/big'
                curl -sf --max-time 30 http://service:7070/v1/status >now && mv now after"""
        };
        cluster.slurm().exec(job).good();
        cluster.slurm()
                .awaitStatus(
                        "the job runs", 120, status -> status.nodes().get(0).job());
        cluster.slurm().exec("peerboot", "assign", "other:v1", "n1").good();
        cluster.slurm()
                .awaitStatus("n1 fetches what the job did not order", 120, status -> held(status, "other:v1") > 0);
        cluster.slurm().nodeExec("n1", "touch", "/scratch/go").good();

        ClusterStatus after = Json.read(
                Files.readString(
                        cluster.slurm().await("the step has run", 200, () -> scratch("n1", "after"), Files::exists)),
                ClusterStatus.class,
                "the tracker");
        assertThat(Files.readString(scratch("n1", "step")))
                .contains("n1 complete step:v1\n")
                .contains(Command.run(60, List.of("sha256sum", steps + "/own/big"))
                        .good()
                        .out()
                        .substring(0, 64));
        assertThat(after.nodes().get(0).job()).as("the job ran all the time").isTrue();
        assertThat(after.nodes().get(0).limits().leftoverOnly()).isTrue();
        assertThat(held(after, "other:v1")).isLessThan(bytes.length / 2);
        cluster.slurm().exec("peerboot", "unassign", "other:v1", "n1").good();
        cluster.awaitAllIdle("a job with a step that fetches");
    }

    /** Bytes that the only destination of an image has. */
    private static long held(ClusterStatus status, String image) {
        return status.transfers().stream()
                .filter(transfer -> transfer.image().name().equals(image))
                .mapToLong(ClusterStatus.Transfer::held)
                .sum();
    }

    @Test
    void aUsersOwnImageIsReadByHimAndByNobodyElse() {
        Command own = cluster.srun("nobody", "-w", "n1", "--peerboot=~nobody/own:v1", "sh", "-c", SHOW);
        assertThat(own.good().out())
                .contains("n1 complete ~nobody/own:v1 /")
                .contains(sums.substring(0, 64))
                .contains("sub/small");
        String there = own.lines().get(0).replaceAll(".* ", "");

        Command others = cluster.srun(
                "daemon",
                "-w",
                "n1",
                "--peerboot=~nobody/own:v1,wait=30s",
                "sh",
                "-c",
                SHOW + "; cat " + there + "/big");
        assertThat(others.exit()).isNotZero();
        assertThat(others.out()).contains("n1 incomplete ~nobody/own:v1");
        assertThat(others.err())
                .contains("image ~nobody/own:v1 on node n1: is nobody's own, not daemon's to read")
                .contains("Permission denied");
    }

    @Test
    void aSystemImageIsForNoJob() {
        Command job = cluster.srun("nobody", "-w", "n2", "--peerboot=keys:v1,wait=60s", "sh", "-c", SHOW);

        assertThat(job.good().out()).contains("n2 incomplete keys:v1");
        assertThat(job.err()).contains("image keys:v1 on node n2: is not nobody's to read");
        cluster.slurm().exec("peerboot", "assign", "keys:v1", "n2").good();
        cluster.slurm()
                .await(
                        "n2 knows of keys:v1 by its assignment",
                        300,
                        () -> cluster.srun("nobody", "-w", "n2", "--peerboot=keys:v1", "true")
                                .err(),
                        err -> err.contains("image keys:v1 on node n2: is a system image, which only root may read"));
    }

    @Test
    void wrongOrdersAreRefusedWhenTheyAreGiven() {
        for (String wrong : new String[] {"data", "data:v1,wiat=3", "data:v1:", "Data:v1"}) {
            Command job = cluster.sbatch("nobody", "wrong", "--peerboot=" + wrong, "--wrap", "true");
            assertThat(job.exit()).isNotZero();
            assertThat(job.err()).contains("sbatch: error: peerboot: --peerboot: ");
            assertThat(job.out()).doesNotContain("Submitted");
        }
    }

    @Test
    void withoutItsPeerAJobRunsAndAStrictOneEndsAlone() throws IOException {
        cluster.slurm().daemon("n2", "stop", "peer");
        try {
            Command lenient = cluster.srun("nobody", "-w", "n2", "--peerboot=data:v1", "sh", "-c", SHOW);
            assertThat(lenient.good().out()).contains("n2 incomplete data:v1");
            assertThat(lenient.err())
                    .contains("image data:v1 on node n2: no peer answers at /run/peerboot/peer.sock (")
                    .contains("; have it started there");

            Command strict =
                    cluster.sbatch("nobody", "strict", "-w", "n2", "--peerboot=data:v1,strict", "--wrap", "echo ran");
            assertThat(strict.exit()).isEqualTo(1);
            assertThat(Files.readString(scratch("n2", "strict")))
                    .contains("image data:v1 on node n2: no peer answers at /run/peerboot/peer.sock (")
                    .contains("; have it started there")
                    .doesNotContain("ran\n");
            cluster.awaitAllIdle("a strict job that failed");
            assertThat(cluster.srun("nobody", "-w", "n2", "hostname").good().out())
                    .isEqualTo("n2\n");
        } finally {
            cluster.slurm().daemon("n2", "start", "peer");
        }
        cluster.slurm()
                .await(
                        "n2's peer listens",
                        120,
                        () -> cluster.slurm()
                                .nodeExec("n2", "test", "-S", "/run/peerboot/peer.sock")
                                .exit(),
                        exit -> exit == 0);
        Command again = cluster.srun("nobody", "-w", "n2", "--peerboot=data:v1,strict", "sh", "-c", SHOW);
        assertThat(again.good().out()).contains("n2 complete data:v1");
    }

    private static Path scratch(String node, String name) {
        return cluster.slurm().ofNode(node, "scratch/" + name);
    }

    private static String owner(Path path) throws IOException {
        return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
    }
}
