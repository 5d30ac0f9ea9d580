package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Digest;
import org.peerboot.wire.Api;
import org.peerboot.wire.AttributeTable;
import org.peerboot.wire.AttributeValue;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.NetworkLoad;
import org.peerboot.wire.NetworkSample;
import org.peerboot.wire.PeerReport;
import org.peerboot.wire.TrackerUpdate;

class AttributesApiTest {
    @TempDir
    Path dir;

    private static PeerReport loaded(Digest image, int percent) {
        NetworkLoad eth0 = new NetworkLoad("eth0", 800_000_000, percent * 1_000_000L, 0, true);
        return new PeerReport(
                1,
                List.of(FakePeer.progress(image, ImageProgress.State.COMPLETE, 1, 1)),
                List.of(),
                0,
                0,
                List.of(),
                new NetworkSample(1, List.of(eth0)));
    }

    private static AttributeValue load(TrackerUpdate update) {
        return update.images().stream()
                .flatMap(image -> image.candidates().stream())
                .filter(candidate -> candidate.node().equals("n1"))
                .findFirst()
                .map(Candidate::attributes)
                .orElseThrow()
                .get("network.utilization");
    }

    @Test
    void aLoadThatAPeerMeasuredReachesOthersAndTheTable() throws Exception {
        try (TestTracker tracker = new TestTracker(dir)) {
            Digest image = tracker.publish("data:v1", 1000, 1).digest();
            tracker.assign(Api.ASSIGN, "data:v1", "n2");
            try (FakePeer one = FakePeer.of(tracker, "n1", image);
                    FakePeer two = FakePeer.of(tracker, "n2")) {
                TrackerUpdate before = two.update(update -> !update.images().isEmpty()
                        && update.images().get(0).candidates().size() == 2);
                assertThat(load(before))
                        .as("of a peer that measured nothing yet")
                        .isNull();
                one.say(loaded(image, 62));
                AttributeValue told = load(two.update(update -> load(update) != null));
                assertThat(told.value()).isEqualTo(0.62);
                assertThat(told.source()).isEqualTo("peer, eth0");

                AttributeTable table =
                        TestTracker.ok(tracker.get(Api.ATTRIBUTES + "?nodes=n[1-2]"), AttributeTable.class);
                assertThat(table.rows())
                        .filteredOn(row -> row.attribute().equals("network.utilization"))
                        .extracting(
                                AttributeTable.Row::of,
                                AttributeTable.Row::value,
                                row -> row.thresholds().get(0).state())
                        .containsExactly(tuple("n1", 0.62, "above"), tuple("n2", null, "unknown"));
            }
        }
    }

    @Test
    void namesWhatIsNotThere() throws Exception {
        try (TestTracker tracker = new TestTracker(dir)) {
            assertThat(TestTracker.error(404, tracker.get(Api.ATTRIBUTES + "?switch=leaf9")))
                    .isEqualTo("switch leaf9: is not in scripted:test; use one of leaf1");
            assertThat(TestTracker.error(404, tracker.get(Api.ATTRIBUTES + "?nodes=n9")))
                    .contains("n9");
            assertThat(TestTracker.ok(tracker.get(Api.ATTRIBUTES + "?nodes=origin"), AttributeTable.class)
                            .rows())
                    .extracting(AttributeTable.Row::attribute)
                    .contains("network.utilization", "fileserver.load", "fileserver.cpu");
        }
    }
}
