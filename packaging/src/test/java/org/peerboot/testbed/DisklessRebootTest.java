package org.peerboot.testbed;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.peerboot.image.Digest;
import org.peerboot.wire.RebootPlan.State;

/** Nodes whose caches a reboot empties: they fetch the image again, and its leaf has kept it for them. */
@Tag("cluster")
final class DisklessRebootTest {
    private static RebootCluster cluster;

    @BeforeAll
    static void up() throws IOException {
        cluster = new RebootCluster("--caches", "lost");
        cluster.awaitPeers();
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void everyNodeComesBackWithTheImageAndTheOriginSendsItOnce() throws Exception {
        Digest image = cluster.publishBig("os:1");
        long before = cluster.sent();
        cluster.slurm
                .exec("peerboot", "reboot", RebootCluster.all(), "os:1", "--detach")
                .good();

        cluster.awaitPlan("all are rebooted", plan -> plan.state() == State.DONE);
        cluster.everyNodeRuns(image, RebootCluster.names());
        cluster.awaitComplete("os:1");
        cluster.originSentAtMost(1.2, "os:1", before);
        cluster.noNodeWasEverDown();
    }
}
