package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Digest;
import org.peerboot.wire.Api;
import org.peerboot.wire.AttributeTable;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.NetworkLoad;
import org.peerboot.wire.NetworkSample;
import org.peerboot.wire.PeerReport;
import org.peerboot.wire.TrackerUpdate;

/** Somebody sets the clock of the tracker's machine in the middle of a transfer: it is told of, and stops nothing. */
class SetClockTest {
    @TempDir
    Path dir;

    private static double running(TrackerUpdate update) {
        return update.images().get(0).candidates().stream()
                .filter(candidate -> candidate.node().equals("n1"))
                .mapToDouble(
                        candidate -> candidate.attributes().get("job.running").value())
                .findFirst()
                .orElse(-1);
    }

    private static PeerReport loaded(Digest image, long number, int percent) {
        NetworkLoad eth0 = new NetworkLoad("eth0", 800_000_000, percent * 1_000_000L, 0, true);
        return new PeerReport(
                1,
                List.of(FakePeer.progress(image, ImageProgress.State.COMPLETE, 1, 1)),
                List.of(),
                0,
                0,
                List.of(),
                new NetworkSample(number, List.of(eth0)));
    }

    /** As anybody may, whatever his own clock says. */
    private static <T> T read(TestTracker tracker, String target, Class<T> type) {
        return TestTracker.ok(tracker.call("GET", target, new byte[0], ""), type);
    }

    private static ClusterStatus status(TestTracker tracker) {
        return read(tracker, Api.STATUS, ClusterStatus.class);
    }

    private static AttributeTable.Row utilization(TestTracker tracker) {
        return read(tracker, Api.ATTRIBUTES + "?nodes=n1", AttributeTable.class).rows().stream()
                .filter(row -> row.attribute().equals("network.utilization"))
                .findFirst()
                .orElseThrow();
    }

    private static String warning(TestTracker tracker) throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            String warning = status(tracker).warning();
            if (warning != null) {
                return warning;
            }
            Thread.sleep(20);
        }
        return "none";
    }

    @Test
    void backAnHour() throws Exception {
        setBy(Duration.ofHours(-1), "was set back 3600 s");
    }

    @Test
    void forwardAnHour() throws Exception {
        setBy(Duration.ofHours(1), "was set forward 3600 s");
    }

    private void setBy(Duration step, String told) throws Exception {
        try (TestTracker tracker = new TestTracker(dir, "anyoneMayRead: true\n")) {
            Digest image = tracker.publish("data:v1", 1000, 1).digest();
            tracker.assign(Api.ASSIGN, "data:v1", "n2");
            tracker.restart();
            try (FakePeer one = FakePeer.of(tracker, "n1", image);
                    FakePeer two = FakePeer.of(tracker, "n2")) {
                two.update(update -> !update.images().isEmpty() && running(update) == 0);
                one.say(loaded(image, 1, 62));
                two.update(update -> update.images().get(0).candidates().stream()
                        .anyMatch(candidate -> candidate.attributes().containsKey("network.utilization")));

                tracker.clock.set(step);
                assertThat(warning(tracker)).contains(told);
                assertThat(utilization(tracker).value())
                        .as("what was measured before")
                        .isNull();
                assertThat(status(tracker).nodes())
                        .as("the workload manager spoke a moment ago")
                        .noneMatch(node -> node.node().equals("n1") && node.job());
                assertThat(status(tracker).snapshotAgeMillis()).isLessThan(30_000);

                long set = System.nanoTime();
                tracker.cluster.job("7", "n1");
                two.update(update -> running(update) == 1);
                assertThat(Duration.ofNanos(System.nanoTime() - set)).isLessThan(Duration.ofSeconds(20));
                one.say(loaded(image, 2, 40));
                two.update(update -> update.images().get(0).candidates().stream()
                        .map(candidate -> candidate.attributes().get("network.utilization"))
                        .anyMatch(load -> load != null && load.value() == 0.4));
            }
        }
    }
}
