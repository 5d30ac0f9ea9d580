package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Manifest;
import org.peerboot.wire.Api;
import org.peerboot.wire.Choose;
import org.peerboot.wire.Denied;
import org.peerboot.wire.TrackerUpdate;

class ChoicesTest {
    @TempDir
    Path dir;

    private TestTracker tracker;
    private Manifest one;
    private Manifest two;

    @BeforeEach
    void start() throws Exception {
        tracker = new TestTracker(dir);
        one = tracker.publishBootable("os:1", 1);
        two = tracker.publishBootable("os:2", 2);
        tracker.publish("data:1", 100, 3);
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    private static Predicate<TrackerUpdate> boots(Manifest image) {
        return update -> update.images().stream()
                .anyMatch(wanted -> wanted.boot() && wanted.digest().equals(image.digest()));
    }

    @Test
    void aNodeBootsWhatItChoseAmongWhatIsAssignedToIt() throws Exception {
        tracker.assign(Api.ASSIGN, "os:2", "n[1-2]");
        tracker.assign(Api.ASSIGN, "os:1", "n[1-2]");
        try (FakePeer peer = FakePeer.of(tracker, "n1");
                FakePeer other = FakePeer.of(tracker, "n2")) {
            peer.update(boots(one));
            peer.say(new Choose("os:2"));
            peer.update(boots(two));
            other.update(boots(one));
            assertThat(tracker.status().nodes())
                    .filteredOn(node -> !node.node().equals("n3"))
                    .extracting(node -> node.boot())
                    .containsExactly("os:2", "os:1");
            peer.say(new Choose(one.digest().toString()));
            peer.update(boots(one));
        }
    }

    @Test
    void whatIsNotAssignedToItOrNoSystemIsDenied() throws Exception {
        tracker.assign(Api.ASSIGN, "os:2", "n2");
        tracker.assign(Api.ASSIGN, "data:1", "n1");
        try (FakePeer peer = FakePeer.of(tracker, "n1")) {
            assertThat(denied(peer, "os:2")).contains("is not assigned to n1; say 'peerboot assign' first");
            assertThat(denied(peer, "data:1")).contains("has no kernel");
            assertThat(denied(peer, "os:9")).contains("is not published");
            assertThat(denied(peer, "sha256:1")).contains("is not published");
            assertThat(tracker.status().nodes()).extracting(node -> node.boot()).containsExactly(null, "os:2", null);
        }
    }

    private static String denied(FakePeer peer, String image) throws InterruptedException {
        peer.say(new Choose(image));
        while (true) {
            if (peer.next() instanceof Denied denied) {
                assertThat(denied.user()).isEqualTo("root");
                return denied.error();
            }
        }
    }
}
