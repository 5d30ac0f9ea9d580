package org.peerboot.transfer.nio;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/** The payload of one answer on its way, and how far it got. */
final class Sending {
    /** A file cut short behind our back sends nothing for ever while its socket stays writable. */
    private static final int MAX_EMPTY = 16;

    final BulkRequest request;
    final Object stream;
    private final Payload payload;
    private long position;
    private long left;
    private int empty;
    private boolean released;

    Sending(BulkRequest request, Answer.Body body, long from, long count) {
        this.request = request;
        this.stream = body.stream();
        this.payload = body.payload();
        this.position = from;
        this.left = count;
    }

    int wanted(int slice) {
        return (int) Math.min(slice, left);
    }

    boolean isDone() {
        return left == 0;
    }

    /** Sends at most {@code count} bytes; returns how many the channel took. */
    int transfer(int count, WritableByteChannel to) throws IOException {
        long sent = payload.transferTo(position, count, to);
        if (sent < 0 || sent > count) {
            throw new IOException("payload of " + stream + " sent " + sent + " of " + count + " bytes");
        }
        empty = sent == 0 ? empty + 1 : 0;
        if (empty > MAX_EMPTY) {
            throw new IOException("payload of " + stream + " ends at byte " + position + ", " + left + " too early");
        }
        position += sent;
        left -= sent;
        return (int) sent;
    }

    void release() {
        if (!released) {
            released = true;
            payload.release();
        }
    }
}
