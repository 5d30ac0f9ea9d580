package org.peerboot.transfer.nio;

import java.net.InetSocketAddress;

/** The far end of an open-ended stream of lines. Used on the loop only. */
public interface Subscriber {
    /** Longest line, in UTF-8 bytes: the piece map of a 1 TiB image, 262144 pieces, is 44 KiB in Base64. */
    int MAX_LINE_BYTES = 64 << 10;

    /** Most bytes that wait for one subscriber. */
    int MAX_QUEUE_BYTES = 256 << 10;

    /**
     * Queues {@code line}, which holds no line break and is not empty.
     *
     * @return false when the subscriber is gone, or too slow for its queue of 256 KiB and closed for that
     */
    boolean send(String line);

    /** Ends the stream after what is queued. */
    void close();

    InetSocketAddress remote();
}
