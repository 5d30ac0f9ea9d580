package org.peerboot.cluster.reader;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands a command's output on line by line, so that it never stands in memory as a whole. Past a limit, or after its
 * consumer threw, it swallows the rest: a command must not block on a full pipe.
 */
final class LineSink extends OutputStream {
    private final Consumer<String> lines;
    private final int maxLine;
    private final long maxBytes;
    private final boolean cut;
    private final Runnable overflow;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long bytes;
    private boolean overflowed;
    private @Nullable RuntimeException failure;

    /**
     * @param cut whether a line past its limit is handed on without the rest, rather than the end of all
     * @param overflow told once, when a limit is passed
     */
    LineSink(Consumer<String> lines, int maxLine, long maxBytes, boolean cut, Runnable overflow) {
        this.lines = lines;
        this.maxLine = maxLine;
        this.maxBytes = maxBytes;
        this.cut = cut;
        this.overflow = overflow;
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] given, int offset, int length) {
        bytes += length;
        int begin = offset;
        for (int i = offset; i < offset + length && isOpen(); i++) {
            if (given[i] == '\n') {
                add(given, begin, i - begin);
                begin = i + 1;
                end();
            }
        }
        if (isOpen()) {
            add(given, begin, offset + length - begin);
            if (line.size() > maxLine || bytes > maxBytes) {
                overflowed = true;
                line.reset();
                overflow.run();
            }
        }
    }

    private void add(byte[] given, int offset, int length) {
        line.write(given, offset, cut ? Math.min(length, maxLine - line.size()) : length);
    }

    private boolean isOpen() {
        return !overflowed && failure == null;
    }

    private void end() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        try {
            lines.accept(text);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** What follows the last line end is a line too. */
    @Override
    public synchronized void close() {
        if (isOpen() && line.size() > 0) {
            end();
        }
    }

    synchronized boolean overflowed() {
        return overflowed;
    }

    /** What the consumer threw. */
    synchronized @Nullable RuntimeException failure() {
        return failure;
    }
}
