package org.peerboot.transfer.nio;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Bytes from a client to its requests, one by one. Opens no socket. */
final class RequestReader {
    private final InetSocketAddress remote;
    private final HeadScanner scanner;
    private final RepeatedHead repeated;
    private @Nullable RequestHead last;

    RequestReader(int maxBytes, int maxHeaders, InetSocketAddress remote) {
        this.remote = remote;
        this.scanner = new HeadScanner(maxBytes, maxHeaders + 1);
        this.repeated = new RepeatedHead("Range", maxBytes);
    }

    /** Whether a part of the next head has come. */
    boolean started() {
        return scanner.started();
    }

    /**
     * Reads on, to the end of one head at most; returns it, or null while more of it must come.
     *
     * @throws MalformedException with the status to answer; nothing can be read after it
     */
    @Nullable
    RequestHead read(ByteBuffer in) throws MalformedException {
        boolean whole = !scanner.started();
        String range = whole && last != null ? repeated.take(in) : null;
        if (range != null && last != null) {
            return last.with(range);
        }
        int from = in.position();
        return switch (scanner.feed(in)) {
            case MORE -> null;
            case BAD -> throw new MalformedException(scanner.problem());
            case TOO_LARGE -> throw new MalformedException(431, scanner.problem());
            case DONE -> {
                RequestHead head = RequestParser.parse(scanner.lines(), remote);
                scanner.reset();
                if (whole) {
                    repeated.learn(in, from);
                    last = head;
                }
                yield head;
            }
        };
    }
}
