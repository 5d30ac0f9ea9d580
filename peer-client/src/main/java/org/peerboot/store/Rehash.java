package org.peerboot.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.peerboot.image.Manifest;

/** Hashes pieces on disk again. */
final class Rehash {
    private Rehash() {}

    /** Those of {@code written} whose bytes are the manifest's. One piece in memory at a time. */
    static BitSet right(Tree tree, Manifest manifest, BitSet written) throws IOException {
        BitSet right = new BitSet(manifest.layout().count());
        if (written.isEmpty()) {
            return right;
        }
        ByteBuffer buffer = ByteBuffer.allocate(manifest.layout().pieceSize());
        for (int piece = written.nextSetBit(0); piece >= 0; piece = written.nextSetBit(piece + 1)) {
            buffer.clear().limit(manifest.layout().length(piece));
            try {
                tree.read(manifest.layout().offset(piece), buffer);
            } catch (EOFException e) {
                continue; // the power went before the file grew
            }
            if (manifest.isPiece(piece, buffer.flip())) {
                right.set(piece);
            }
        }
        return right;
    }
}
