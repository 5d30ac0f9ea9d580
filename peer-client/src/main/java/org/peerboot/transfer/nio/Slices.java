package org.peerboot.transfer.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Writes a heap buffer slice by slice. The JDK copies all that remains of one for each write, and keeps a direct buffer
 * of that size: a manifest of megabytes would be copied a dozen times over.
 */
final class Slices {
    private static final int SLICE = 64 << 10;

    private Slices() {}

    /** Writes what {@code to} takes now; returns how many bytes that was. */
    static int write(ByteBuffer from, WritableByteChannel to) throws IOException {
        int begin = from.position();
        int limit = from.limit();
        boolean full = false;
        while (from.position() < limit && !full) {
            from.limit(Math.min(limit, from.position() + SLICE));
            to.write(from);
            full = from.hasRemaining();
            from.limit(limit);
        }
        return from.position() - begin;
    }
}
