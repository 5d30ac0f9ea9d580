package org.peerboot.transfer;

import java.util.BitSet;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.PieceLayout;

/** Which run of pieces to ask of a source next. */
final class Chooser {
    /** A run is one piece, or as many small ones as make this: long enough that requests cost nothing. */
    private static final int RUN = 1 << 20;

    private final PieceLayout layout;
    private final Random random;

    Chooser(PieceLayout layout, Random random) {
        this.layout = layout;
        this.random = random;
    }

    /**
     * @param open pieces that this source has and that nobody is fetching
     * @param begun pieces of which some bytes are here already: these first
     * @param own pieces that this node owes its cell: these next
     * @param room for so many pieces that are not begun
     */
    @Nullable
    Segment choose(BitSet open, BitSet begun, BitSet own, int room, long now) {
        int first = anyOf(open, begun);
        if (first >= 0) {
            return new Segment(first, first, now);
        }
        if (room <= 0 || open.isEmpty()) {
            return null;
        }
        first = anyOf(open, own);
        if (first < 0) {
            first = from(open, random.nextInt(layout.count()));
        }
        int last = first;
        int longest = Math.min(room, Math.max(1, RUN / layout.pieceSize()));
        while (last - first + 1 < longest
                && open.get(last + 1)
                && !begun.get(last + 1)
                && own.get(last + 1) == own.get(first)) {
            last++;
        }
        return new Segment(first, last, now);
    }

    private int anyOf(BitSet open, BitSet preferred) {
        if (!open.intersects(preferred)) {
            return -1;
        }
        BitSet both = (BitSet) open.clone();
        both.and(preferred);
        return from(both, random.nextInt(layout.count()));
    }

    private static int from(BitSet set, int start) {
        int next = set.nextSetBit(start);
        return next >= 0 ? next : set.nextSetBit(0);
    }
}
