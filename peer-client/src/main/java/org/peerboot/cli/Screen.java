package org.peerboot.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A terminal that one program has to itself, and gets back as it was. */
final class Screen implements AutoCloseable {
    /** What a terminal of old has; for one that does not tell. */
    static final Size USUAL = new Size(24, 80);

    /** In characters. */
    record Size(int rows, int columns) {
        /** As {@code stty size} says it. */
        static Size parse(String text) {
            String[] words = text.strip().split(" ");
            if (words.length != 2 || !words[0].matches("[1-9][0-9]{0,3}") || !words[1].matches("[1-9][0-9]{0,3}")) {
                return USUAL;
            }
            return new Size(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
        }
    }

    private final PrintWriter out;
    private boolean left;
    private final Thread atEnd = new Thread(this::leave, "peerboot-screen");

    Screen(PrintWriter out) {
        this.out = out;
        Runtime.getRuntime().addShutdownHook(atEnd);
        // The other screen, without a cursor.
        out.print("\033[?1049h\033[?25l");
    }

    /** Of the terminal at this moment: people change it. */
    static Size size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(2, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return USUAL;
            }
            return Size.parse(new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /** Lines and rows beyond its edge are cut. */
    synchronized void paint(List<String> lines, Size size) {
        if (left) {
            return;
        }
        StringBuilder screen = new StringBuilder("\033[H");
        int rows = Math.min(lines.size(), size.rows);
        for (int i = 0; i < rows; i++) {
            String line = lines.get(i);
            screen.append(line, 0, Math.min(line.length(), size.columns)).append("\033[K");
            if (i < rows - 1) {
                screen.append("\r\n");
            }
        }
        out.print(screen.append("\033[J"));
        out.flush();
    }

    /** The last word: a picture painted after it would stay on the other screen. */
    private synchronized void leave() {
        left = true;
        out.print("\033[?25h\033[?1049l");
        out.flush();
    }

    @Override
    public void close() {
        if (removed()) {
            leave();
        }
    }

    private boolean removed() {
        try {
            return Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException e) {
            return false; // the end has begun, and leaves by itself
        }
    }
}
