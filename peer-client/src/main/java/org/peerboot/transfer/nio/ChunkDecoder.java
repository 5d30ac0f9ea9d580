package org.peerboot.transfer.nio;

import java.nio.ByteBuffer;
import java.util.List;

/** Chunked transfer coding (RFC 9112, section 7.1) without extensions and trailers, into lines. */
final class ChunkDecoder {
    private enum Part {
        SIZE,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        END_CR,
        END_LF,
        OVER
    }

    private final LineAssembler lines;
    private Part part = Part.SIZE;
    private int size;
    private int digits;

    ChunkDecoder(LineAssembler lines) {
        this.lines = lines;
    }

    /** Takes all of {@code in}, adding the lines completed to {@code into}; false once the last chunk has ended. */
    boolean feed(ByteBuffer in, List<String> into) throws MalformedException {
        while (in.hasRemaining() && part != Part.OVER) {
            if (part == Part.DATA) {
                int count = Math.min(size, in.remaining());
                ByteBuffer data = in.slice(in.position(), count);
                in.position(in.position() + count);
                lines.feed(data, into);
                size -= count;
                part = size == 0 ? Part.DATA_CR : Part.DATA;
            } else {
                frame(in.get());
            }
        }
        if (part == Part.OVER && in.hasRemaining()) {
            throw new MalformedException("bytes after the last chunk");
        }
        return part != Part.OVER;
    }

    private void frame(byte b) throws MalformedException {
        switch (part) {
            case SIZE -> size(b);
            case SIZE_LF -> expect(b, '\n', size == 0 ? Part.END_CR : Part.DATA);
            case DATA_CR -> expect(b, '\r', Part.DATA_LF);
            case DATA_LF -> expect(b, '\n', Part.SIZE);
            case END_CR -> expect(b, '\r', Part.END_LF);
            default -> expect(b, '\n', Part.OVER);
        }
    }

    private void size(byte b) throws MalformedException {
        int digit = b < 0 ? -1 : Character.digit(b, 16);
        if (digit >= 0 && digits < 7) {
            size = digits == 0 ? digit : size * 16 + digit;
            digits++;
        } else if (b == '\r' && digits > 0) {
            digits = 0;
            part = Part.SIZE_LF;
        } else {
            throw new MalformedException("a chunk size that is not one to seven hex digits");
        }
    }

    private void expect(byte b, char wanted, Part next) throws MalformedException {
        if (b != wanted) {
            throw new MalformedException(String.format("0x%02x where a chunk's 0x%02x belongs", b, (int) wanted));
        }
        part = next;
    }
}
