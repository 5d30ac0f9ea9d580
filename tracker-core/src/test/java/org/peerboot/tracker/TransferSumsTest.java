package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.peerboot.image.Digest;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.ImageProgress.State;
import org.peerboot.wire.PeerReport;

class TransferSumsTest {
    private static final Digest IMAGE = Digest.of(new byte[] {1});
    private final Transfers transfers = new Transfers("origin");
    private final List<String> moved = new ArrayList<>();

    private void says(String node, State state, long origin, long peer) {
        ImageProgress progress = new ImageProgress(
                IMAGE, state, 1, 10, origin + peer, 0, Map.of("origin", origin, "n9", peer), List.of(), null);
        transfers.report(
                node,
                new PeerReport(1, List.of(progress), List.of(), 0, 0, List.of(), null),
                Map.of(IMAGE, 1000L),
                (source, destination, bytes) -> moved.add(source + " " + destination + " " + bytes),
                0);
    }

    @BeforeEach
    void twoNodesFetch() {
        says("n1", State.FETCHING, 100, 20);
        says("n2", State.FETCHING, 10, 5);
        says("n1", State.FETCHING, 130, 30);
    }

    @Test
    void bytesAreAddedUpBySource() {
        assertThat(transfers.sums().fromOrigin()).isEqualTo(140);
        assertThat(transfers.sums().fromPeers()).isEqualTo(35);
        assertThat(moved)
                .as("since a report before; the first may tell of hours")
                .containsExactlyInAnyOrder("origin n1 30", "n9 n1 10");
    }

    @Test
    void aPeerThatStartsAnewGoesOnAdding() {
        says("n1", State.FETCHING, 7, 0);
        assertThat(transfers.sums().fromOrigin()).isEqualTo(147);
        assertThat(moved).contains("origin n1 7");
        assertThat(transfers.sums().fromPeers()).isEqualTo(35);
    }

    @Test
    void sumsStayWhenAnImageLeaves() {
        transfers.keepOnly(Set.of());
        assertThat(transfers.sums().fromOrigin()).isEqualTo(140);
    }

    @Test
    void aPeerThatCountsBackwardsTakesNothingAway() {
        says("n1", State.FETCHING, Long.MIN_VALUE / 2, 0);
        assertThat(transfers.sums().fromOrigin()).isEqualTo(140);
        assertThat(transfers.sums().fromPeers()).isEqualTo(35);
    }

    @Test
    void eachEndIsCountedOnce() {
        says("n1", State.COMPLETE, 500, 500);
        says("n1", State.COMPLETE, 500, 500);
        says("n2", State.FAILED, 10, 5);
        says("n2", State.FAILED, 10, 5);
        says("n3", State.COMPLETE, 0, 0);
        assertThat(transfers.sums().completed()).as("n3 had it before").isEqualTo(1);
        assertThat(transfers.sums().failed()).isEqualTo(1);
    }
}
