package org.peerboot.transfer.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of the response at the head of a client's connection: where its bytes go and when it is over. One class a
 * kind; {@code ClientConnection} reads the socket.
 */
sealed interface Answering {
    /** Takes bytes of the body, never beyond its end. Returns true when it is over. */
    boolean take(ByteBuffer in) throws IOException, MalformedException;

    /** As {@code ReadableByteChannel.read}. */
    interface Source {
        int read(ByteBuffer target) throws IOException;
    }

    /** Payload, straight to the listener's buffers. */
    final class Payload implements Answering {
        /** A fast source shall not keep the others waiting for more than this: about 1 ms. */
        private static final int MOST_AT_ONCE = 1 << 20;

        private final BulkListener listener;
        private long left;

        Payload(BulkListener listener, long length) {
            this.listener = listener;
            this.left = length;
        }

        /** How many bytes one {@link #fill} can take. */
        int room() {
            return (int) Math.min(Math.min(listener.target().remaining(), MOST_AT_ONCE), left);
        }

        /**
         * Lets {@code source} fill the listener's buffer with what is owed at most, and no more than {@code most}; returns
         * what it returns.
         */
        int fill(int most, Source source) throws IOException {
            ByteBuffer target = listener.target();
            int limit = target.limit();
            int count = Math.min(room(), most);
            if (count == 0) {
                throw new IllegalStateException("listener gave a full buffer with " + left + " bytes to come");
            }
            int filled;
            try {
                filled = source.read(target.limit(target.position() + count));
            } finally {
                target.limit(limit);
            }
            if (filled > 0) {
                left -= filled;
                listener.received(filled);
            }
            return filled;
        }

        boolean isOver() {
            return left == 0;
        }

        @Override
        public boolean take(ByteBuffer in) throws IOException {
            fill(in.remaining(), target -> {
                int count = Math.min(in.remaining(), target.remaining());
                target.put(in.slice(in.position(), count));
                in.position(in.position() + count);
                return count;
            });
            return isOver();
        }
    }

    /** A document, or the text of a refusal: kept whole, to a bound. */
    final class Whole implements Answering {
        private final byte[] bytes;
        private int filled;

        Whole(int length) {
            this.bytes = new byte[length];
        }

        @Override
        public boolean take(ByteBuffer in) {
            int count = Math.min(in.remaining(), bytes.length - filled);
            in.get(bytes, filled, count);
            filled += count;
            return filled == bytes.length;
        }

        byte[] bytes() {
            return bytes;
        }

        /** The first line, of printable ASCII alone, 200 characters at most: it goes to logs. */
        String reason(String otherwise) {
            String text = new String(bytes, 0, Math.min(filled, 200), StandardCharsets.ISO_8859_1);
            int end = text.indexOf('\n');
            String line = (end < 0 ? text : text.substring(0, end))
                    .replaceAll("[^ -~]", "?")
                    .strip();
            return line.isEmpty() ? otherwise : line;
        }
    }

    /** A stream of lines in chunks. */
    final class Lines implements Answering {
        private final ChunkDecoder decoder = new ChunkDecoder(new LineAssembler(Subscriber.MAX_LINE_BYTES));
        private List<String> complete = new ArrayList<>();

        @Override
        public boolean take(ByteBuffer in) throws MalformedException {
            return !decoder.feed(in, complete);
        }

        List<String> complete() {
            List<String> lines = complete;
            complete = new ArrayList<>();
            return lines;
        }
    }
}
