package org.peerboot.transfer;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.PieceLayout;

/** The pieces of one download: held, being fetched or verified, begun and left by their source. */
final class InFlight {
    private final PieceLayout layout;
    private final Buffers buffers;
    private final BitSet held;
    private final BitSet busy = new BitSet();
    private final BitSet begun = new BitSet();
    private final Map<Integer, Assembly> assemblies = new HashMap<>();

    InFlight(PieceLayout layout, BitSet held, Buffers buffers) {
        this.layout = layout;
        this.held = (BitSet) held.clone();
        this.buffers = buffers;
    }

    int held() {
        return held.cardinality();
    }

    boolean complete() {
        return held() == layout.count();
    }

    /** Pieces that nobody need be asked for now. */
    BitSet closed() {
        BitSet closed = (BitSet) held.clone();
        closed.or(busy);
        return closed;
    }

    boolean isClosed(int piece) {
        return held.get(piece) || busy.get(piece);
    }

    /** Pieces with some bytes here and nobody fetching the rest. */
    BitSet begun() {
        return begun;
    }

    /** How many pieces that are not begun there is memory for. */
    int room() {
        return buffers.available();
    }

    Buffers buffers() {
        return buffers;
    }

    @Nullable
    Assembly assembly(int piece) {
        return assemblies.get(piece);
    }

    /** Where in the byte string the next byte of {@code piece} belongs. */
    long reached(int piece) {
        Assembly assembly = assemblies.get(piece);
        return layout.offset(piece) + (assembly == null ? 0 : assembly.reached());
    }

    /** Somebody is asked for {@code segment}; there is room for it. */
    void begin(Segment segment) {
        for (int piece = segment.piece; piece <= segment.last; piece++) {
            busy.set(piece);
            begun.clear(piece);
            if (!assemblies.containsKey(piece)) {
                ByteBuffer buffer = buffers.take();
                if (buffer == null) {
                    throw new IllegalStateException("no buffer for piece " + piece + ", though one was counted");
                }
                assemblies.put(piece, new Assembly(piece, layout.length(piece), buffer));
            }
        }
    }

    /** The source of {@code segment} is left; its pieces wait for another, with the bytes that came. */
    void abandon(Segment segment) {
        for (int piece = segment.piece; piece <= segment.last; piece++) {
            busy.clear(piece);
            Assembly assembly = assemblies.get(piece);
            if (assembly != null && assembly.reached() > 0) {
                begun.set(piece);
            } else if (assembly != null) {
                assemblies.remove(piece);
                buffers.give(assembly.buffer);
            }
        }
    }

    /** The piece was verified, one way or the other; its buffer is the caller's to give back. */
    Assembly verified(int piece, boolean right) {
        busy.clear(piece);
        held.set(piece, right);
        Assembly assembly = assemblies.remove(piece);
        if (assembly == null) {
            throw new IllegalStateException("piece " + piece + " was not being verified");
        }
        return assembly;
    }
}
