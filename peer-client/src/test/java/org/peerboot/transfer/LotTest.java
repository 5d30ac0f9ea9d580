package org.peerboot.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.Limits;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.WantedImage;

class LotTest {
    private static Swarm swarm(@Nullable Integer own, @Nullable Integer mate) {
        Candidate n1 = new Candidate("n1", "10.0.0.1", 7071, "leaf1", mate, false, "", Map.of());
        WantedImage image = new WantedImage(
                "a:b",
                Digest.of(new byte[1]),
                Access.SYSTEM,
                1,
                true,
                false,
                false,
                "leaf1",
                own,
                own == null ? null : 2,
                List.of("leaf1"),
                List.of(n1));
        return Swarm.of(
                "n2",
                new TrackerUpdate(1, 1, Limits.NONE, Limits.NONE, List.of(image), List.of()),
                image,
                true,
                Double.POSITIVE_INFINITY);
    }

    @Test
    void slotsSharePiecesOutAlikeInEveryCell() {
        assertThat(swarm(2, 1).lot("n1")).isEqualTo("#1");
        assertThat(swarm(2, 1).lot("n2")).isEqualTo("#2");
    }

    @Test
    void withoutSlotsNamesDo() {
        assertThat(swarm(null, null).lot("n1")).isEqualTo("n1");
        assertThat(swarm(null, null).lot("n2")).isEqualTo("n2");
    }
}
