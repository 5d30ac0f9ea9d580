package org.peerboot.transfer;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * Pieces stitched from several sources that failed verification. Nobody is blamed on suspicion: the piece is fetched
 * whole once more, and whoever's bytes differ from the right ones has lied.
 */
final class Suspects {
    /** Each keeps a buffer of one piece; with so many at once the rest are fetched again without a verdict. */
    private static final int MOST = 2;

    private final Map<Integer, Assembly> suspects = new HashMap<>();

    /** Keeps {@code assembly} as evidence; says whether there was room. */
    boolean keep(Assembly assembly) {
        return suspects.size() < MOST && suspects.putIfAbsent(assembly.piece, assembly) == null;
    }

    boolean isEmpty() {
        return suspects.isEmpty();
    }

    Set<Integer> pieces() {
        return suspects.keySet();
    }

    /** Whether {@code node} contributed to what is suspect: the piece is better fetched from a third. */
    boolean contributed(int piece, String node) {
        Assembly suspect = suspects.get(piece);
        return suspect != null && suspect.contributors().contains(node);
    }

    /** The verdict, now that the piece's right bytes are here; the evidence's buffer goes back to {@code buffers}. */
    Set<String> judge(int piece, ByteBuffer right, Buffers buffers) {
        Assembly suspect = suspects.remove(piece);
        if (suspect == null) {
            return Set.of();
        }
        SortedSet<String> liars = suspect.liars(right);
        buffers.give(suspect.buffer);
        return liars;
    }
}
