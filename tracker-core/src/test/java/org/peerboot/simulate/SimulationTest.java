package org.peerboot.simulate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.peerboot.image.Access;
import org.peerboot.transfer.ServingRules;
import org.peerboot.transfer.UploadGate;
import org.peerboot.wire.Capability;

/**
 * The production planner, downloads and serving rules, forty peers a run; {@code -Dpeerboot.seed=N} replays one,
 * {@code -Dpeerboot.seeds=N} runs more than a hundred.
 */
class SimulationTest {
    private static final int PEERS = 40;
    private static final int STROKES = 20;

    @Test
    void whatMustAlwaysHoldHolds() {
        Long one = Long.getLong("peerboot.seed");
        (one == null ? LongStream.rangeClosed(1, Long.getLong("peerboot.seeds", 100)) : LongStream.of(one))
                .forEach(seed -> new Simulation(seed, PEERS, new ServingRules(), Keeping.VERIFIED).run(STROKES));
    }

    @Test
    void findsPiecesThatAreServedBeforeTheyAreVerified() {
        Keeping early = (peer, piece, bytes) -> {
            peer.keep(piece);
            Keeping.VERIFIED.store(peer, piece, bytes);
        };
        assertThatThrownBy(() -> new Simulation(1, PEERS, new ServingRules(), early).run(STROKES))
                .hasMessageStartingWith("seed 1 ")
                .hasMessageContaining("before it has verified");
    }

    @Test
    void findsPayloadWithoutLeave() {
        ServingRules trusting = new ServingRules() {
            @Override
            public Refusal entry(String image, Access access, Supplier<Capability.Verdict> verdict) {
                return null;
            }
        };
        assertThatThrownBy(() -> LongStream.rangeClosed(1, 20)
                        .forEach(seed -> new Simulation(seed, PEERS, trusting, Keeping.VERIFIED).run(STROKES)))
                .hasMessageContaining("on a capability that is");
    }

    @Test
    void findsASourceThatSendsThoughItsLimitSaysNone() {
        ServingRules generous = new ServingRules() {
            @Override
            public Refusal payload(UploadGate gate, int streams) {
                return null;
            }
        };
        assertThatThrownBy(() -> LongStream.rangeClosed(1, 20)
                        .forEach(seed -> new Simulation(seed, PEERS, generous, Keeping.VERIFIED).run(STROKES)))
                .hasMessageContaining("though its limit says none");
    }
}
