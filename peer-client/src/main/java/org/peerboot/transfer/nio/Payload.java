package org.peerboot.transfer.nio;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/** Immutable bytes that can be sent without passing through the heap, some of which may not be held yet. */
public interface Payload {
    /** Bytes in all, held or not. */
    long size();

    /** Whether the {@code count} bytes from {@code position} are held and verified. */
    boolean available(long position, long count);

    /**
     * Sends at most {@code count} bytes from {@code position} to a non-blocking channel, as
     * {@code FileChannel.transferTo} does.
     *
     * @return bytes sent; 0 when the channel takes none now
     */
    long transferTo(long position, long count, WritableByteChannel to) throws IOException;

    /** Called exactly once for every answer that carried this payload, when the server is done with it. */
    void release();
}
