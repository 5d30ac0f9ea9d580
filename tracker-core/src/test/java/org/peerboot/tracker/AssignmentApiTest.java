package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peerboot.tracker.TestTracker.error;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Manifest;
import org.peerboot.wire.Api;
import org.peerboot.wire.AssignmentReply;
import org.peerboot.wire.AssignmentRequest;
import org.peerboot.wire.ImageProgress;

class AssignmentApiTest {
    @TempDir
    Path dir;

    private TestTracker tracker;
    private Manifest image;

    @BeforeEach
    void start() throws Exception {
        tracker = new TestTracker(dir);
        image = tracker.publish("data:v1", 1000, 1);
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    @Test
    void namesNodesOneByOneByGroupOrAll() {
        assertThat(tracker.assign(Api.ASSIGN, "data:v1", "n[1-2]"))
                .isEqualTo(new AssignmentReply("data:v1", image.digest(), "n[1-2]", 2));
        assertThat(tracker.assign(Api.ASSIGN, image.digest().toString(), "feature=gpu")
                        .nodes())
                .isEqualTo("n1");
        assertThat(tracker.assign(Api.ASSIGN, "data:v1", "leaf=leaf1").count()).isEqualTo(3);
        assertThat(tracker.assign(Api.UNASSIGN, "data:v1", "n1,n3").nodes()).isEqualTo("n[1,3]");
        assertThat(tracker.assign(Api.UNASSIGN, "data:v1", "all").nodes()).isEqualTo("n2");
        assertThat(tracker.assign(Api.ASSIGN, "data:v1", "all").count()).isEqualTo(3);
    }

    private String refused(int status, String nodes) {
        return error(status, tracker.post(Api.ASSIGN, new AssignmentRequest("data:v1", nodes)));
    }

    @Test
    void refusesNodesThatAreNotThere() {
        assertThat(refused(404, "n1,n9"))
                .isEqualTo("node n9: is not in scripted:test; check the spelling, or add them to the cluster");
        assertThat(refused(404, "x[1-3]")).startsWith("nodes x[1-3]: are not in scripted:test");
        assertThat(refused(404, "feature=fpga"))
                .isEqualTo("nodes \"feature=fpga\": are none of scripted:test; "
                        + "see 'peerboot status --nodes' for what there is");
        assertThat(refused(400, "colour=red"))
                .contains("write feature=NAME, partition=NAME, leaf=SWITCH, job=ID, all, or a host list");
        assertThat(refused(400, "n[1-")).contains("host list");
        assertThat(tracker.status().transfers()).isEmpty();
    }

    @Test
    void refusesImagesThatAreNotThere() {
        assertThat(error(404, tracker.post(Api.ASSIGN, new AssignmentRequest("other:v1", "n1"))))
                .isEqualTo("image \"other:v1\": is not published; see 'peerboot images' for what is");
        assertThat(error(400, tracker.post(Api.ASSIGN, new AssignmentRequest("sha256:12", "n1"))))
                .contains("is not 64 lower-case hex digits");
        assertThat(error(400, tracker.call("POST", Api.ASSIGN, "{}".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("AssignmentRequest: lacks image or nodes; give both");
    }

    @Test
    void pauseAndResumeReachThePeer() throws Exception {
        try (FakePeer peer = FakePeer.of(tracker, "n1")) {
            tracker.assign(Api.ASSIGN, "data:v1", "n[1-2]");
            assertThat(peer.update(u -> !u.images().isEmpty()).images().get(0).paused())
                    .isFalse();
            assertThat(tracker.assign(Api.PAUSE, "data:v1", "n1").count()).isEqualTo(1);
            assertThat(peer.update(u -> u.images().get(0).paused())
                            .images()
                            .get(0)
                            .fetch())
                    .isTrue();
            assertThat(tracker.assign(Api.RESUME, "data:v1", "all").count()).isEqualTo(2);
            peer.update(u -> !u.images().get(0).paused());
        }
    }

    @Test
    void cancelLeavesThoseThatAreComplete() throws Exception {
        tracker.assign(Api.ASSIGN, "data:v1", "n[1-2]");
        try (FakePeer one = FakePeer.of(tracker, "n1");
                FakePeer two = FakePeer.of(tracker, "n2")) {
            two.update(u -> !u.images().isEmpty());
            one.update(u -> !u.images().isEmpty());
            one.say(FakePeer.report(FakePeer.progress(image.digest(), ImageProgress.State.COMPLETE, 1, 1)));
            while (tracker.status().transfers().get(0).complete() == 0) {
                Thread.sleep(20);
            }
            assertThat(tracker.assign(Api.CANCEL, "data:v1", "all").nodes()).isEqualTo("n2");
            assertThat(tracker.status().transfers().get(0).state()).isEqualTo("complete");
            two.update(u -> u.images().stream().noneMatch(i -> i.fetch()));
        }
    }
}
