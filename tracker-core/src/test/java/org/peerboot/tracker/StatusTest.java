package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.image.Digest;
import org.peerboot.wire.Api;
import org.peerboot.wire.ClusterStatus.Transfer;
import org.peerboot.wire.ImageProgress.State;
import org.peerboot.wire.PeerReport;
import org.peerboot.wire.SegmentRestart;

class StatusTest {
    @TempDir
    Path dir;

    private static Transfer transfer(TestTracker tracker) {
        return tracker.status().transfers().get(0);
    }

    private static Transfer when(TestTracker tracker, String state) throws InterruptedException {
        for (int i = 0; i < 500 && !transfer(tracker).state().equals(state); i++) {
            Thread.sleep(20);
        }
        assertThat(transfer(tracker).state()).isEqualTo(state);
        return transfer(tracker);
    }

    @Test
    void followsATransferFromWaitingToComplete() throws Exception {
        try (TestTracker tracker = new TestTracker(dir)) {
            Digest image = tracker.publish("data:v1", 1000, 1).digest();
            tracker.assign(Api.ASSIGN, "data:v1", "n[1-2]");
            assertThat(transfer(tracker).state()).isEqualTo("waiting");
            assertThat(transfer(tracker).etaSeconds()).isNull();
            try (FakePeer one = FakePeer.of(tracker, "n1");
                    FakePeer two = FakePeer.of(tracker, "n2")) {
                one.say(FakePeer.report(FakePeer.progress(image, State.FETCHING, 5, 10)));
                Transfer half = when(tracker, "fetching");
                assertThat(half.held()).isEqualTo(500);
                assertThat(half.originBytes()).isEqualTo(7);
                one.say(FakePeer.report(FakePeer.progress(image, State.COMPLETE, 10, 10)));
                two.say(FakePeer.report(FakePeer.progress(image, State.FAILED, 1, 10)));
                Transfer failed = when(tracker, "failed");
                assertThat(failed.complete()).isEqualTo(1);
                assertThat(failed.failed()).isEqualTo(1);
                two.say(FakePeer.report(FakePeer.progress(image, State.COMPLETE, 10, 10)));
                assertThat(when(tracker, "complete").held()).isEqualTo(2000);
            }
        }
    }

    @Test
    void showsEachRestartedSegmentAndWhy() throws Exception {
        try (TestTracker tracker = new TestTracker(dir)) {
            Digest image = tracker.publish("data:v1", 1000, 1).digest();
            tracker.assign(Api.ASSIGN, "data:v1", "n1");
            SegmentRestart restart =
                    new SegmentRestart(image, 0, 512, "n2", "origin", 7, "job.running = 1", "jobs-first");
            try (FakePeer one = FakePeer.of(tracker, "n1")) {
                one.say(new PeerReport(
                        1,
                        List.of(FakePeer.progress(image, State.FETCHING, 5, 10)),
                        List.of(restart, restart),
                        99,
                        0,
                        List.of(),
                        null));
                Transfer transfer = when(tracker, "fetching");
                assertThat(transfer.restartCount()).isEqualTo(2);
                assertThat(transfer.restarts()).allSatisfy(shown -> {
                    assertThat(shown.node()).isEqualTo("n1");
                    assertThat(shown.restart()).isEqualTo(restart);
                });
                assertThat(tracker.status().nodes().get(0).uploadBytes()).isEqualTo(99);
            }
        }
    }

    @Test
    void warnsOfAWorkloadManagerThatContradictsItself() throws Exception {
        try (TestTracker tracker = new TestTracker(dir)) {
            long now = System.currentTimeMillis();
            tracker.cluster.job(new Job("8812", "ann", List.of("n1"), JobState.RUNNING, "all", true, now, now - 1000));
            assertThat(tracker.status().warning())
                    .isEqualTo("scripted:test contradicts itself: job 8812 would end before it began; when it ends"
                            + " counts as unknown");
            assertThat(tracker.status().nodes().get(0).job()).isTrue();
            tracker.cluster.noJobs();
            assertThat(tracker.status().warning()).isNull();
        }
    }

    @Test
    void warnsOfAHistoryThatCannotHaveBeen() throws Exception {
        Path state = Files.createDirectories(dir.resolve("state"));
        Files.writeString(
                state.resolve("history.json"),
                "{\"version\":1,\"switches\":{},\"nodes\":{\"n1\":{\"9\":{\"failures\":1.5,\"sent\":7,\"received\":0}}}}");
        try (TestTracker tracker = new TestTracker(dir)) {
            assertThat(tracker.status().warning())
                    .startsWith(
                            "history " + state.resolve("history.json") + " begins anew, the old is history.json.bad: ");
            tracker.restart();
            assertThat(tracker.status().warning()).isNull();
        }
    }
}
