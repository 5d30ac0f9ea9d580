package org.peerboot.transfer.nio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Requests on their way out; those of one turn leave together. Bounded by the requests that may be outstanding. */
final class Outbox {
    /** What a server reads of one request. */
    private static final int MAX_REQUEST = 8 << 10;

    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(512);
    private ByteBuffer writing = ByteBuffer.allocate(0);

    void add(byte[] request) {
        if (request.length > MAX_REQUEST) {
            throw new IllegalArgumentException("request of " + request.length + " bytes, the limit is " + MAX_REQUEST);
        }
        waiting.writeBytes(request);
    }

    /** Returns whether everything is out. */
    boolean writeTo(WritableByteChannel channel) throws IOException {
        while (true) {
            if (!writing.hasRemaining()) {
                if (waiting.size() == 0) {
                    return true;
                }
                writing = ByteBuffer.wrap(waiting.toByteArray());
                waiting.reset();
            }
            if (channel.write(writing) == 0) {
                return false;
            }
        }
    }
}
