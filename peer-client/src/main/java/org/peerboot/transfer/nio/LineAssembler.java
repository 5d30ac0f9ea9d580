package org.peerboot.transfer.nio;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Bytes to lines of UTF-8 that end with LF; empty ones, the heartbeats, are dropped. */
final class LineAssembler {
    private final int maxBytes;
    private byte[] line = new byte[128];
    private int length;

    LineAssembler(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    void feed(ByteBuffer in, List<String> into) throws MalformedException {
        while (in.hasRemaining()) {
            byte b = in.get();
            if (b == '\n') {
                if (length > 0) {
                    into.add(text());
                }
                length = 0;
                continue;
            }
            if (length == maxBytes) {
                throw new MalformedException("a line of more than " + maxBytes + " bytes");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(2 * length, maxBytes));
            }
            line[length++] = b;
        }
    }

    private String text() throws MalformedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("a line that is not UTF-8");
        }
    }
}
