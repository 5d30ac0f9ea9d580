package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Manifest;
import org.peerboot.wire.Api;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.Welcome;

class RestartTest {
    @TempDir
    Path dir;

    @Test
    void imagesAssignmentsPausesAndKeysOutliveTheTracker() throws Exception {
        try (TestTracker tracker = new TestTracker(dir)) {
            Manifest image = tracker.publish("data:v1", 1000, 1);
            tracker.assign(Api.ASSIGN, "data:v1", "n[1-2]");
            tracker.assign(Api.PAUSE, "data:v1", "n1");
            Welcome before;
            TrackerUpdate old;
            try (FakePeer peer = FakePeer.of(tracker, "n1")) {
                before = (Welcome) peer.next();
                old = peer.update(u -> !u.images().isEmpty());
            }
            tracker.restart();
            assertThat(tracker.status().transfers())
                    .singleElement()
                    .satisfies(transfer -> assertThat(transfer.nodes()).isEqualTo(2));
            try (FakePeer peer = FakePeer.of(tracker, "n1")) {
                assertThat(peer.next()).isEqualTo(before);
                TrackerUpdate update = peer.update(u -> true);
                assertThat(update.epoch()).isGreaterThan(old.epoch());
                assertThat(update.images()).singleElement().satisfies(wanted -> {
                    assertThat(wanted.digest()).isEqualTo(image.digest());
                    assertThat(wanted.paused()).isTrue();
                });
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("state/master.key"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void peersComeBackBeforeTheFirstUpdateAfterARestart() throws Exception {
        try (TestTracker tracker = new TestTracker(dir)) {
            Manifest image = tracker.publish("data:v1", 1000, 1);
            tracker.assign(Api.ASSIGN, "data:v1", "n[1-2]");
            tracker.restart();
            try (FakePeer two = FakePeer.of(tracker, "n2");
                    FakePeer one = FakePeer.of(tracker, "n1", image.digest())) {
                TrackerUpdate first = two.update(u -> true);
                assertThat(first.images().get(0).candidates())
                        .extracting(source -> source.node())
                        .contains("n1");
                one.update(u -> true);
            }
        }
    }
}
