package org.peerboot.transfer.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Bytes from a source to calls of a listener, in the order of the requests. Opens no socket. */
final class ResponseReader {
    static final int HEAD_BYTES = 8 << 10;
    private static final int HEAD_LINES = 65;

    /** A refusal says why in a line, not in a page. */
    private static final int MAX_REFUSAL = 64 << 10;

    private final BulkListener listener;
    private final ArrayDeque<Asked> asked;
    private final BooleanSupplier open;
    private final HeadScanner scanner = new HeadScanner(HEAD_BYTES, HEAD_LINES);
    private final RepeatedHead repeated = new RepeatedHead("Content-Range", HEAD_BYTES);
    private @Nullable ResponseHead lastHead;
    private @Nullable ResponseHead head;
    private @Nullable Answering answering;
    private boolean read;
    private boolean last;

    /**
     * @param asked requests not over, taken off its head here
     * @param open whether the listener still wants to hear; asked after each of its calls
     */
    ResponseReader(BulkListener listener, ArrayDeque<Asked> asked, BooleanSupplier open) {
        this.listener = listener;
        this.asked = asked;
        this.open = open;
    }

    /** The payload being received, which may be filled without {@code consume}; or null. */
    Answering.@Nullable Payload payload() {
        return answering instanceof Answering.Payload payload ? payload : null;
    }

    /** To be called after {@code payload} was filled. */
    void filled(Answering.Payload payload) {
        if (open.getAsBoolean() && payload.isOver()) {
            over();
        }
    }

    /** Uses up {@code in}. */
    void consume(ByteBuffer in) throws IOException, MalformedException {
        while (in.hasRemaining() && open.getAsBoolean() && !last) {
            read = true;
            Answering body = answering;
            if (body == null) {
                head(in);
                continue;
            }
            boolean over = body.take(in);
            if (body instanceof Answering.Lines lines) {
                tell(lines);
            }
            if (over && open.getAsBoolean()) {
                over();
            }
        }
    }

    boolean hasRead() {
        return read;
    }

    /** Whether a stream of events is being received. */
    boolean inEvents() {
        return answering instanceof Answering.Lines;
    }

    /** Whether no other response can follow. */
    boolean isLast() {
        return last;
    }

    private void head(ByteBuffer in) throws MalformedException {
        boolean whole = !scanner.started();
        String range = whole && lastHead != null ? repeated.take(in) : null;
        if (range != null && lastHead != null) {
            begin(lastHead.with(range));
            return;
        }
        int from = in.position();
        switch (scanner.feed(in)) {
            case MORE -> {}
            case DONE -> {
                ResponseHead parsed = ResponseParser.parse(scanner.lines());
                scanner.reset();
                if (whole) {
                    repeated.learn(in, from);
                    lastHead = parsed;
                }
                begin(parsed);
            }
            case BAD, TOO_LARGE -> throw new MalformedException(scanner.problem());
        }
    }

    private void begin(ResponseHead response) throws MalformedException {
        Asked what = asked.peek();
        if (what == null) {
            throw new MalformedException("status " + response.status() + " to nothing that was asked");
        }
        head = response;
        if (response.isRefusal()) {
            answering = new Answering.Whole(bounded(response, MAX_REFUSAL));
        } else if (what instanceof Asked.Bytes bytes) {
            String mismatch = response.mismatch(bytes.from(), bytes.length());
            if (mismatch != null) {
                throw new MalformedException(mismatch);
            }
            answering = new Answering.Payload(listener, bytes.length());
        } else if (response.status() != 200) {
            throw new MalformedException("a part, when the whole was asked for");
        } else if (what instanceof Asked.Document document) {
            answering = new Answering.Whole(bounded(response, document.maxBytes()));
        } else if (response.isChunked()) {
            answering = new Answering.Lines();
        } else {
            throw new MalformedException("a document, when a stream of events was asked for");
        }
        if (response.length() == 0) {
            over();
        }
    }

    private static int bounded(ResponseHead response, int most) throws MalformedException {
        if (response.isChunked() || response.length() > most) {
            String size = response.isChunked() ? "no length" : response.length() + " bytes";
            throw new MalformedException("status " + response.status() + " of " + size + ", the limit is " + most);
        }
        return (int) response.length();
    }

    private void tell(Answering.Lines lines) {
        for (String line : lines.complete()) {
            if (open.getAsBoolean()) {
                listener.line(line);
            }
        }
    }

    private void over() {
        ResponseHead response = head;
        Answering body = answering;
        asked.poll();
        head = null;
        answering = null;
        if (response == null || body == null) {
            return;
        }
        last = !response.keepAlive() || body instanceof Answering.Lines;
        if (body instanceof Answering.Whole whole) {
            if (response.isRefusal()) {
                listener.refused(response.status(), whole.reason(response.phrase()), response.retryAfterMillis());
            } else {
                listener.document(whole.bytes());
            }
        }
    }
}
