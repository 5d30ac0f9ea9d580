package org.peerboot.simulate;

import java.nio.ByteBuffer;
import org.peerboot.image.PieceLayout;

/** The image's bytes: zeros. What a liar sends begins with another. */
final class Content {
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(PieceLayout.MIN_PIECE);

    private Content() {}

    static void write(ByteBuffer target, int bytes, boolean lie) {
        int from = target.position();
        target.put(ZEROS.slice(0, bytes));
        if (lie) {
            target.put(from, (byte) 1);
        }
    }

    static boolean right(ByteBuffer bytes) {
        return bytes.equals(ZEROS.slice(0, bytes.remaining()));
    }
}
