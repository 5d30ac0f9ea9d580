package org.peerboot.transfer.nio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a head, of a request or a response, into its lines, byte by byte: what it says never depends on how the bytes
 * were split on their way. Lines end with CR LF and nothing else (RFC 9112, section 2.2, lets a recipient take a bare LF;
 * two parties that disagree on it are how requests are smuggled).
 */
final class HeadScanner {
    enum State {
        /** The head has not ended yet. */
        MORE,
        /** The empty line was read, and nothing beyond it. */
        DONE,
        /** Malformed, see {@code problem}. */
        BAD,
        /** More bytes or lines than allowed, see {@code problem}. */
        TOO_LARGE
    }

    private final int maxBytes;
    private final int maxLines;
    private final ArrayList<String> lines = new ArrayList<>();
    private byte[] line = new byte[256];
    private int length;
    private int bytes;
    private boolean afterReturn;
    private boolean emptyLineSkipped;
    private State state = State.MORE;
    private String problem = "";

    /** @param maxLines the first line and the header lines, without the empty one */
    HeadScanner(int maxBytes, int maxLines) {
        this.maxBytes = maxBytes;
        this.maxLines = maxLines;
    }

    /** Reads on, to the end of the head at most. After anything but MORE it reads nothing until {@code reset}. */
    State feed(ByteBuffer in) {
        while (state == State.MORE && in.hasRemaining()) {
            if (bytes == maxBytes) {
                fail(State.TOO_LARGE, "head of more than " + maxBytes + " bytes");
                break;
            }
            bytes++;
            next(in.get());
        }
        return state;
    }

    private void next(byte b) {
        if (afterReturn) {
            afterReturn = false;
            if (b != '\n') {
                fail(State.BAD, "CR without LF in line " + (lines.size() + 1));
            } else {
                endOfLine();
            }
        } else if (b == '\r') {
            afterReturn = true;
        } else if (b == '\n') {
            fail(State.BAD, "LF without CR in line " + (lines.size() + 1));
        } else if (!HttpText.isValueChar(b & 0xff)) {
            fail(State.BAD, String.format("control character 0x%02x in line %d", b, lines.size() + 1));
        } else {
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(2 * length, maxBytes));
            }
            line[length++] = b;
        }
    }

    private void endOfLine() {
        if (length > 0) {
            if (lines.size() == maxLines) {
                fail(State.TOO_LARGE, "head of more than " + maxLines + " lines");
                return;
            }
            lines.add(new String(line, 0, length, StandardCharsets.ISO_8859_1));
            length = 0;
        } else if (!lines.isEmpty()) {
            state = State.DONE;
        } else if (emptyLineSkipped) {
            fail(State.BAD, "empty lines in place of a head");
        } else {
            // RFC 9112, section 2.2: some old clients end a body with a CR LF of their own.
            emptyLineSkipped = true;
        }
    }

    private void fail(State why, String what) {
        state = why;
        problem = what;
    }

    /** Whether a byte of this head has been read. */
    boolean started() {
        return bytes > 0;
    }

    /** The lines of a head that is DONE, one character a byte. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    String problem() {
        return problem;
    }

    /** Makes ready for the next head. */
    void reset() {
        lines.clear();
        length = 0;
        bytes = 0;
        afterReturn = false;
        emptyLineSkipped = false;
        state = State.MORE;
        problem = "";
    }
}
