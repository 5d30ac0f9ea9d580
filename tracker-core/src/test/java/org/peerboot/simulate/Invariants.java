package org.peerboot.simulate;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.peerboot.image.PieceLayout;
import org.peerboot.wire.Capability;

/** What must hold at every event, judged from outside by books of its own. */
final class Invariants implements Witness {
    /** The last of a full cell's ranks steps in after 48 s, and a source that refuses is left alone for 12 s. */
    private static final long PATIENCE = 120_000_000_000L;

    private static final int QUEUE = 2;
    private static final int EVENTS_A_PEER = 2_000;

    private record Progress(long received, long at) {}

    private final Timeline time;
    private final PieceLayout layout;
    private final Fates fates;
    private final Leave leave;
    private final Map<String, BitSet> verified = new HashMap<>();
    private final Map<String, Long> wrong = new HashMap<>();
    private final Map<String, Progress> progress = new HashMap<>();

    Invariants(Timeline time, PieceLayout layout, Fates fates) {
        this.time = time;
        this.layout = layout;
        this.fates = fates;
        this.leave = new Leave(time);
    }

    private BitSet of(SimulatedPeer peer) {
        return verified.computeIfAbsent(peer.name(), name -> new BitSet());
    }

    void published(SimulatedPeer origin) {
        of(origin).set(0, layout.count());
    }

    @Override
    public void cacheLost(SimulatedPeer peer) {
        of(peer).clear();
    }

    @Override
    public void verified(SimulatedPeer peer, int piece, ByteBuffer bytes, boolean right) {
        if (!right) {
            wrong.merge(peer.name(), (long) layout.length(piece), Long::sum);
            return;
        }
        if (of(peer).get(piece)) {
            throw new Broken(peer.name() + " fetched piece " + piece + " twice");
        }
        if (!Fates.isZero(bytes)) {
            throw new Broken(peer.name() + " took wrong bytes of piece " + piece + " for right ones");
        }
        of(peer).set(piece);
    }

    @Override
    public void announces(SimulatedPeer peer, BitSet pieces) {
        BitSet unverified = (BitSet) pieces.clone();
        unverified.andNot(of(peer));
        if (!unverified.isEmpty() && !fates.boasts(peer)) {
            throw new Broken(peer.name() + " announces the pieces " + unverified + " before it has verified them");
        }
    }

    @Override
    public void sends(SimulatedPeer source, String destination, String capability, int piece) {
        if (!of(source).get(piece)) {
            throw new Broken(source.name() + " sends piece " + piece + ", which it has not verified");
        }
        Capability.Verdict verdict = leave.check(source.name(), destination, capability);
        if (verdict != Capability.Verdict.VALID) {
            throw new Broken(source.name() + " sends to " + destination + " on a capability that is " + verdict);
        }
        left(source);
    }

    @Override
    public void left(SimulatedPeer source) {
        if (!source.service().open()) {
            throw new Broken(source.name() + " sends though its limit says none");
        }
    }

    @Override
    public void queued(SimulatedPeer source, int requests) {
        if (requests > QUEUE) {
            throw new Broken(requests + " requests wait on one connection to " + source.name());
        }
    }

    void everySecond(List<SimulatedPeer> destinations) {
        if (time.pending() > EVENTS_A_PEER * (destinations.size() + 1)) {
            throw new Broken(time.pending() + " events wait");
        }
        for (SimulatedPeer peer : destinations) {
            long received = peer.downloads() ? peer.download().received() : -1;
            Progress before = progress.get(peer.name());
            if (before == null || before.received != received || peer.complete() || !peer.alive()) {
                progress.put(peer.name(), new Progress(received, time.now()));
            } else if (time.now() - before.at > PATIENCE) {
                throw new Broken(peer.name() + " starves: " + peer.held().cardinality() + " of " + layout.count()
                        + " pieces and no byte for " + PATIENCE / 1_000_000_000L + " s");
            }
        }
    }

    /** At the end each is whole, and nothing right was thrown away. */
    void ends(SimulatedPeer peer) {
        if (!of(peer).equals(peer.held()) || !peer.complete()) {
            throw new Broken(peer.name() + " ends with " + peer.held().cardinality() + " pieces, of which "
                    + of(peer).cardinality() + " are verified");
        }
        long most = layout.size() + wrong.getOrDefault(peer.name(), 0L);
        if (peer.downloads() && peer.download().received() > most) {
            throw new Broken(
                    peer.name() + " received " + peer.download().received() + " bytes where " + most + " were enough");
        }
    }
}
