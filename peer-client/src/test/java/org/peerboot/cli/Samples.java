package org.peerboot.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ImageInfo;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.ImageProgress.State;
import org.peerboot.wire.Limits;
import org.peerboot.wire.SegmentRestart;

/** What a tracker would answer. */
final class Samples {
    static final Digest DIGEST = new Digest("ab".repeat(32));
    private static final long MIB = 1 << 20;

    private Samples() {}

    static ImageInfo image() {
        return new ImageInfo("rocky9:v8", DIGEST, Access.SYSTEM, 256 * MIB, 3, true, 1_790_000_000_000L, "ann", 16, 5);
    }

    static ClusterStatus.Transfer transfer(int complete, int failed) {
        return new ClusterStatus.Transfer(
                image(),
                complete == 16 ? "complete" : "fetching",
                16,
                complete,
                failed,
                complete == 16 ? 4096 * MIB : 1024 * MIB,
                100 * MIB,
                complete == 16 ? null : 31L,
                261 * MIB,
                256 << 10,
                1,
                List.of(new ClusterStatus.Restart(
                        "n5",
                        new SegmentRestart(
                                DIGEST, 412, 108_003_328, "n3", "n4", 17, "job.running = 1", "jobs-come-first"))));
    }

    static ClusterStatus status(ClusterStatus.Transfer transfer, List<ClusterStatus.Node> nodes) {
        return new ClusterStatus(1_790_000_000_000L, "file:cluster.yaml", 300, null, List.of(transfer), nodes);
    }

    static ClusterStatus.Node node(String name, @Nullable String failure) {
        return new ClusterStatus.Node(
                name,
                "leaf1",
                "up",
                true,
                new Limits(0, 0, Limits.UNLIMITED, "jobs-come-first"),
                17,
                512 << 10,
                List.of(new ImageProgress(
                        DIGEST,
                        failure == null ? State.FETCHING : State.FAILED,
                        512,
                        1024,
                        128 * MIB,
                        0,
                        Map.of(),
                        List.of(),
                        failure)),
                null,
                null,
                null,
                "0.1.0");
    }
}
