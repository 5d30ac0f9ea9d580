package org.peerboot.transfer.nio;

import java.nio.ByteBuffer;

/**
 * Hears what a connection brings, in the order of its requests. Called on the loop, never from within the connection's
 * own methods, and never again after {@code closed} or {@code reset}.
 */
public interface BulkListener {
    /** Requests may be made before this already; they wait. */
    default void connected() {}

    /**
     * Where the next payload bytes of the {@code get} at the head go. Bytes are put at its position, which they move; never
     * more than the response still owes, whatever remains.
     *
     * @return a buffer with room for a byte at least
     */
    ByteBuffer target();

    /** {@code bytes} were put into the buffer that {@code target} gave last. The request is over with its last byte. */
    void received(int bytes);

    /**
     * The request at the head was refused and is over.
     *
     * @param reason what the source says, one line
     * @param retryAfterMillis when it may be asked again; 0 when it does not say
     */
    void refused(int status, String reason, long retryAfterMillis);

    /** A line of the stream that was subscribed to; heartbeats are not shown. */
    default void line(String line) {}

    /** The whole document that {@code getWhole} asked for. */
    default void document(byte[] bytes) {}

    /**
     * The connection is lost, with every request outstanding.
     *
     * @param cause names the address: refused, reset by it, closed by it, timeout, or {@code protocol error: ...}
     */
    void closed(String cause);
}
