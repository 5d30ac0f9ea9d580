package org.peerboot.transfer;

/** A run of consecutive pieces that was asked of one source, and how far it has come. */
final class Segment {
    final int last;
    final long askedAt;
    /** The piece that the next byte belongs to. */
    int piece;

    Segment(int first, int last, long askedAt) {
        this.piece = first;
        this.last = last;
        this.askedAt = askedAt;
    }
}
