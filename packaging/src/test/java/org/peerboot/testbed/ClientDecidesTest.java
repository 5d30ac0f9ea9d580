package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.LocalReply;

/**
 * Only an attribute's value changes in the update, and the tracker dies right after it: the peer itself leaves the source.
 * No rule here stops the source, which would go on sending.
 */
@Tag("cluster")
final class ClientDecidesTest {
    private static final int BYTES = 24 << 20;
    private static final String POLICY = """
            - name: leave-busy-sources
              weigh: {attribute: job.running, above: 0, factor: 0}
            - name: one-copy-an-uplink
              uplink: {copies: 1}
            - name: n3-asks-peers-alone
              when: source.origin && destination.name == "n3"
              deny: true
            - name: slow-n1
              when: source.name == "n1"
              limit: {upload: 2MB/s}
            - name: slow-n2
              when: source.name == "n2"
              limit: {upload: 2MB/s}
            """;

    @TempDir
    private Path directory;

    @Test
    void leavesASourceByItselfWithTheTrackerDead() throws Exception {
        try (ProcessCluster cluster = new ProcessCluster(directory, 3, 3, POLICY)) {
            byte[] content = new byte[BYTES];
            new Random(3).nextBytes(content);
            Path file = directory.resolve("root.img");
            Files.write(file, content);
            cluster.run(
                    300,
                    "publish",
                    "data:v1",
                    "--file",
                    file + ":root.img",
                    "--assign",
                    "n[1-2]",
                    "--key",
                    directory.resolve("signing.pem").toString());
            cluster.awaitStatus(
                    "n1 and n2 are complete",
                    300,
                    status -> status.transfers().stream().allMatch(transfer -> transfer.complete() == 2));
            cluster.run(300, "assign", "data:v1", "n3");
            await("n3 takes from n1", cluster, () -> from(cluster, "n1") > 2 << 20);
            long epoch = cluster.local("n3").epoch();

            cluster.writeCluster("jobs:\n  - {id: 8812, user: ann, nodes: n1}\n");
            await("n3 has the update", cluster, () -> cluster.local("n3").epoch() > epoch);
            cluster.tracker.kill();

            long reached = from(cluster, "n1");
            await("n3 is complete", cluster, () -> progress(cluster).state() == ImageProgress.State.COMPLETE);
            assertThat(from(cluster, "n1")).as("bytes from n1").isEqualTo(reached);
            assertThat(progress(cluster).received()).as("bytes in all").isEqualTo(BYTES);
            assertThat(cluster.peers.get("n3").log())
                    .contains("goes on from=n1 to=n2", "cause=\"job.running = 1\" rule=leave-busy-sources");
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, ProcessCluster cluster, Condition condition) throws Exception {
        for (int i = 0; i < 12_000; i++) {
            if (condition.holds()) {
                return;
            }
            Thread.sleep(25);
        }
        throw new AssertionError("not within 300 s: " + what + cluster.logs());
    }

    private static long from(ProcessCluster cluster, String source) throws Exception {
        return progress(cluster).bytesBySource().getOrDefault(source, 0L);
    }

    private static ImageProgress progress(ProcessCluster cluster) throws Exception {
        LocalReply reply = cluster.local("n3");
        return reply.images().stream().findFirst().orElseThrow();
    }
}
