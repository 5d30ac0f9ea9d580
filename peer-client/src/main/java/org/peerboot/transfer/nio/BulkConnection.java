package org.peerboot.transfer.nio;

import java.net.InetSocketAddress;

/**
 * A connection to a source. Requests are pipelined and answered in their order. Used on the loop only.
 *
 * <p>Paths are given as {@code BulkRequest} shows them and percent-encoded here. A capability is shown as
 * {@code Authorization: Peerboot <capability>}, unless it is empty.
 */
public interface BulkConnection {
    /** Most requests outstanding on one connection. */
    int MAX_OUTSTANDING = 64;

    /**
     * Asks for {@code length} bytes from {@code from}; anything but exactly these is a protocol error.
     *
     * @throws IllegalStateException with 64 requests outstanding, or on a stream of events
     */
    void get(String path, long from, long length, String capability);

    /**
     * Asks for a small document; one of more than {@code maxBytes} is a protocol error.
     *
     * @throws IllegalStateException with 64 requests outstanding, or on a stream of events
     */
    void getWhole(String path, String capability, int maxBytes);

    /**
     * Asks for a stream of events.
     *
     * @throws IllegalStateException when anything was asked on this connection before
     */
    void subscribe(String path, String capability);

    /**
     * How fast payload may come from now on; what is not read its source cannot send.
     *
     * @param bytesPerSecond {@link org.peerboot.wire.Limits#UNLIMITED}, 0 for none, or a rate
     */
    void pace(long bytesPerSecond);

    /** Ends the connection with RST and everything outstanding with it; no callback afterwards. */
    void reset();

    /** Requests asked and not over. */
    int outstanding();

    /** False once closed or reset. */
    boolean isOpen();

    InetSocketAddress remote();
}
