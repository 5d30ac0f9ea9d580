package org.peerboot.transfer.nio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The last head that was read on a connection. The next one mostly differs in a single header's value, the range, and is
 * compared in bulk instead of being scanned and parsed anew.
 */
final class RepeatedHead {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int LONGEST_VALUE = 64;

    private final String start;
    private final int maxBytes;
    private ByteBuffer before = NOTHING;
    private ByteBuffer after = NOTHING;

    /**
     * @param header the one whose value may differ, as it is mostly written
     * @param maxBytes of a whole head
     */
    RepeatedHead(String header, int maxBytes) {
        this.start = "\r\n" + header + ": ";
        this.maxBytes = maxBytes;
    }

    /** Keeps the well-formed head that {@code in} holds from {@code from} to its position, if it has that header. */
    void learn(ByteBuffer in, int from) {
        byte[] head = new byte[in.position() - from];
        in.get(from, head);
        String text = new String(head, StandardCharsets.ISO_8859_1);
        int value = text.indexOf(start) + start.length();
        if (value < start.length()) {
            before = NOTHING;
            return;
        }
        int end = text.indexOf("\r\n", value);
        before = ByteBuffer.wrap(head, 0, value).slice();
        after = ByteBuffer.wrap(head, end, head.length - end).slice();
    }

    /**
     * Takes a head that differs from the learned one in nothing but a value of plain characters.
     *
     * @return that value; null, with nothing taken, for any other head and for one that has not come wholly
     */
    @Nullable
    String take(ByteBuffer in) {
        int begin = in.position();
        if (!before.hasRemaining() || !skip(in, before)) {
            return null;
        }
        int from = in.position();
        while (in.hasRemaining() && in.position() - from < LONGEST_VALUE && in.get(in.position()) != '\r') {
            if (!isPlain(in.get())) {
                in.position(begin);
                return null;
            }
        }
        int to = in.position();
        if (to == from || !skip(in, after) || in.position() - begin > maxBytes) {
            in.position(begin);
            return null;
        }
        byte[] value = new byte[to - from];
        in.get(from, value);
        String text = new String(value, StandardCharsets.ISO_8859_1);
        if (text.isBlank() || !text.equals(text.strip())) {
            in.position(begin);
            return null;
        }
        return text;
    }

    private static boolean isPlain(byte b) {
        return b >= ' ' && b < 0x7f;
    }

    /** Moves over {@code what} if that comes next. */
    private static boolean skip(ByteBuffer in, ByteBuffer what) {
        int same = in.mismatch(what);
        if (same >= 0 && same < what.remaining()) {
            return false;
        }
        in.position(in.position() + what.remaining());
        return true;
    }
}
