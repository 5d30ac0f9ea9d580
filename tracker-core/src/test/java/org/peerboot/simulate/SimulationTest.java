package org.peerboot.simulate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.peerboot.image.Access;
import org.peerboot.transfer.Election;
import org.peerboot.transfer.ServingRules;
import org.peerboot.transfer.UploadGate;
import org.peerboot.wire.Capability;

/**
 * The production planner, downloads and serving rules, forty peers a run; {@code -Dpeerboot.seed=N} replays one,
 * {@code -Dpeerboot.seeds=N} runs another number of them than sixty.
 */
class SimulationTest {
    private static final int PEERS = 40;
    private static final int STROKES = 20;

    @Test
    void whatMustAlwaysHoldHolds() {
        Long one = Long.getLong("peerboot.seed");
        (one == null ? LongStream.rangeClosed(1, Long.getLong("peerboot.seeds", 60)) : LongStream.of(one))
                .parallel()
                .forEach(seed -> new Simulation(seed, PEERS).run(STROKES));
    }

    @Test
    void findsPiecesThatAreServedBeforeTheyAreVerified() {
        Fates early = new Fates() {
            @Override
            public void store(SimulatedPeer peer, int piece, ByteBuffer bytes) {
                peer.keep(piece);
                super.store(peer, piece, bytes);
            }
        };
        assertThatThrownBy(() -> run(1, new ServingRules(), Election::new, early))
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
        finds("on a capability that is", trusting, Election::new);
    }

    @Test
    void findsASourceThatSendsThoughItsLimitSaysNone() {
        ServingRules generous = new ServingRules() {
            @Override
            public Refusal payload(UploadGate gate, int streams) {
                return null;
            }
        };
        finds("though its limit says none", generous, Election::new);
    }

    @Test
    void findsAnOwnerThatIsNeverElectedAnew() {
        Election once = new Election() {
            @Override
            public List<String> owners(List<String> members, Predicate<String> present) {
                return super.owners(members, member -> true);
            }

            @Override
            public int level(int lateness) {
                return 0;
            }
        };
        finds("starves", new ServingRules(), () -> once);
    }

    /** In one of the first twenty seeds. */
    private static void finds(String what, ServingRules rules, Supplier<Election> election) {
        assertThatThrownBy(() -> LongStream.rangeClosed(1, 20).forEach(seed -> run(seed, rules, election, new Fates())))
                .hasMessageContaining(what);
    }

    private static void run(long seed, ServingRules rules, Supplier<Election> election, Fates fates) {
        new Simulation(seed, PEERS, rules, election, fates).run(STROKES);
    }
}
