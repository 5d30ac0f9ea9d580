package org.peerboot.simulate;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** What peers do with bytes. */
interface Conduct {
    /** 256 KiB in half a millisecond: SHA-256 in Java, and the cache. */
    double VERIFIED_BYTES_PER_NANO = (256 << 10) / 500_000.0;

    /** Memory for a piece. */
    ByteBuffer buffer(int size);

    /** So many bytes from {@code source} come into {@code target}. */
    void send(SimulatedPeer source, ByteBuffer target, int bytes);

    boolean isRight(ByteBuffer bytes);

    /** What {@code peer} says that it holds to who begins to listen. */
    default BitSet claims(SimulatedPeer peer) {
        return (BitSet) peer.held().clone();
    }

    /** A piece has come to {@code peer}: it is verified, then kept and announced. */
    default void store(SimulatedPeer peer, int piece, ByteBuffer bytes) {
        peer.later((long) (bytes.remaining() / VERIFIED_BYTES_PER_NANO), () -> {
            if (peer.verify(piece, bytes)) {
                peer.keep(piece);
                peer.stored(piece);
            } else {
                peer.download().corrupt(piece, peer.now());
            }
        });
    }
}
