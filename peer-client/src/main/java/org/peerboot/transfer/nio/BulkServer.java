package org.peerboot.transfer.nio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** Answers the strict subset of HTTP/1.1 that peers, curl, wget, aria2, iPXE and dracut fetch with. */
@SuppressWarnings("DoNotCallSuggester")
public final class BulkServer implements AutoCloseable {
    private BulkServer() {}

    /**
     * Listens on {@code bind}, port 0 for a free one; callable from any thread.
     *
     * @param payloadBytesSent told the bytes of each slice of payload sent
     * @throws IOException that names the address
     */
    public static BulkServer open(
            EventLoop loop,
            InetSocketAddress bind,
            BulkHandler handler,
            Pace pace,
            ServerLimits limits,
            LongConsumer payloadBytesSent)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    public int port() {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends, with RST, every connection that sends payload for such a request, or sent it last; the kernel drops what it
     * had not sent. On the loop only.
     *
     * @return connections ended
     */
    public int evict(Predicate<BulkRequest> which) {
        throw new UnsupportedOperationException();
    }

    /** As {@code evict}, by the {@code stream} of the answer's body. */
    public int evictStreams(Predicate<Object> which) {
        throw new UnsupportedOperationException();
    }

    /** Responses now sending payload. On the loop only. */
    public int streams() {
        throw new UnsupportedOperationException();
    }

    /** The pace has changed: ask it again now. On the loop only. */
    public void wake() {
        throw new UnsupportedOperationException();
    }

    /** Ends listening and every connection; callable from any thread. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
