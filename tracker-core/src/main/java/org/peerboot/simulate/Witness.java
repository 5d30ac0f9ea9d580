package org.peerboot.simulate;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** Told of what peers do at the moment they do it. */
interface Witness {
    /** {@code peer} has looked at a whole piece and found it {@code right} or not. */
    default void verified(SimulatedPeer peer, int piece, ByteBuffer bytes, boolean right) {}

    /** {@code peer} says that it holds these. */
    default void announces(SimulatedPeer peer, BitSet pieces) {}

    /** {@code source} begins to send a piece to who shows {@code capability}. */
    default void sends(SimulatedPeer source, String destination, String capability, int piece) {}

    /** Payload has left {@code source}. */
    default void left(SimulatedPeer source) {}

    /** So many requests wait on one connection to {@code source}. */
    default void queued(SimulatedPeer source, int requests) {}

    default void cacheLost(SimulatedPeer peer) {}

    /** {@code peer} holds the whole image. */
    default void whole(SimulatedPeer peer) {}
}
