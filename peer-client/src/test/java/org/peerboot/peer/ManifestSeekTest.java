package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.peerboot.wire.Candidate;

/** Whom a node asks for a manifest, and in which order. */
final class ManifestSeekTest {
    @Test
    void twoPeersAreAskedBeforeTheOriginAndTheOthersAfterIt() {
        List<Candidate> candidates = new ArrayList<>(List.of(candidate("origin", true)));
        for (int i = 1; i <= 15; i++) {
            candidates.add(candidate("n" + i, false));
        }
        for (int seed = 0; seed < 50; seed++) {
            List<Candidate> order = ManifestSeek.inOrder(candidates, new Random(seed));
            assertThat(order).containsExactlyInAnyOrderElementsOf(candidates);
            assertThat(order.get(2).origin()).isTrue();
        }
    }

    @Test
    void withoutAnOriginOrWithoutPeersWhoeverIsThereIsAsked() {
        Candidate peer = candidate("n1", false);
        Candidate origin = candidate("origin", true);
        assertThat(ManifestSeek.inOrder(List.of(), new Random(1))).isEmpty();
        assertThat(ManifestSeek.inOrder(List.of(peer), new Random(1))).containsExactly(peer);
        assertThat(ManifestSeek.inOrder(List.of(origin), new Random(1))).containsExactly(origin);
        assertThat(ManifestSeek.inOrder(List.of(origin, peer), new Random(1))).containsExactly(peer, origin);
    }

    private static Candidate candidate(String node, boolean origin) {
        return new Candidate(node, "127.0.0.1", 1, origin ? "origin" : "leaf1", origin, "", Map.of());
    }
}
