package org.peerboot.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Lines that change while one looks. A terminal gets them painted over, ten times a second at most; a log gets one plain
 * line, at most every two seconds and only when it has changed.
 */
final class LiveOutput {
    private static final long PAINT_NANOS = 100_000_000L;
    private static final long PLAIN_NANOS = 2_000_000_000L;

    private final PrintWriter out;
    private final boolean tty;
    private final int columns;
    private final LongSupplier nanos;
    private int painted;
    private String lastPlain = "";
    private long lastNanos;

    /** @param columns of the terminal; longer lines are cut, since one that wraps cannot be painted over */
    LiveOutput(PrintWriter out, boolean tty, int columns, LongSupplier nanos) {
        this.out = out;
        this.tty = tty;
        this.columns = columns;
        this.nanos = nanos;
    }

    void show(List<String> lines, String plain) {
        if (tty) {
            if (painted == 0 || nanos.getAsLong() - lastNanos >= PAINT_NANOS) {
                paint(lines);
            }
        } else if (lastPlain.isEmpty() || nanos.getAsLong() - lastNanos >= PLAIN_NANOS) {
            line(plain);
        }
    }

    /** The last state, which stays on the screen. */
    void end(List<String> lines, String plain) {
        if (tty) {
            paint(lines);
            painted = 0;
        } else {
            line(plain);
        }
    }

    private void line(String plain) {
        if (!plain.equals(lastPlain)) {
            out.println(plain);
            out.flush();
            lastPlain = plain;
            lastNanos = nanos.getAsLong();
        }
    }

    private void paint(List<String> lines) {
        StringBuilder screen = new StringBuilder();
        if (painted > 0) {
            screen.append("\033[").append(painted).append('A');
        }
        for (String line : lines) {
            screen.append('\r')
                    .append(line.length() < columns ? line : line.substring(0, columns - 1))
                    .append("\033[K\n");
        }
        screen.append("\033[J");
        out.print(screen);
        out.flush();
        painted = lines.size();
        lastNanos = nanos.getAsLong();
    }
}
