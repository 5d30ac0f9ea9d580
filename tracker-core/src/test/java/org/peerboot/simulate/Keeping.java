package org.peerboot.simulate;

import java.nio.ByteBuffer;

/** What a peer does with a piece that has come. */
@FunctionalInterface
interface Keeping {
    long HASHING = 500_000;

    /** Verified first, then kept and announced. */
    Keeping VERIFIED = (peer, piece, bytes) -> peer.later(HASHING, () -> {
        if (peer.verify(piece, bytes)) {
            peer.keep(piece);
            peer.download().stored(piece, peer.now());
        } else {
            peer.download().corrupt(piece, peer.now());
        }
    });

    void store(SimulatedPeer peer, int piece, ByteBuffer bytes);
}
