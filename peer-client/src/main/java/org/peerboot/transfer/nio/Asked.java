package org.peerboot.transfer.nio;

/** A request that a client made and whose answer is not complete. */
sealed interface Asked {
    /** Bytes of a payload, for {@code target()}. */
    record Bytes(long from, long length) implements Asked {}

    /** A document of at most {@code maxBytes}. */
    record Document(int maxBytes) implements Asked {}

    /** A stream of lines. */
    record Lines() implements Asked {}
}
