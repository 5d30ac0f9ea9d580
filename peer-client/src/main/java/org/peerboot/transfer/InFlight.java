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
    /** Neither held nor being fetched or verified. */
    private final BitSet wanted = new BitSet();

    private final BitSet begun = new BitSet();
    private final Map<Integer, Assembly> assemblies = new HashMap<>();

    InFlight(PieceLayout layout, BitSet held, Buffers buffers) {
        this.layout = layout;
        this.held = (BitSet) held.clone();
        this.buffers = buffers;
        wanted.set(0, layout.count());
        wanted.andNot(held);
    }

    int held() {
        return held.cardinality();
    }

    boolean complete() {
        return held() == layout.count();
    }

    /** Pieces that somebody is to be asked for; not the caller's to change. */
    BitSet wanted() {
        return wanted;
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
            wanted.clear(piece);
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
            wanted.set(piece);
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
        held.set(piece, right);
        wanted.set(piece, !right);
        Assembly assembly = assemblies.remove(piece);
        if (assembly == null) {
            throw new IllegalStateException("piece " + piece + " was not being verified");
        }
        return assembly;
    }
}
