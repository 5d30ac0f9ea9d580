package org.peerboot.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Where a command is: its streams, its environment, its clock.
 *
 * @param outTty whether a person watches stdout
 * @param errTty whether a person watches stderr
 * @param columns of the terminal
 * @param nanos a clock that only runs forward
 */
record Terminal(
        PrintWriter out,
        PrintWriter err,
        boolean outTty,
        boolean errTty,
        int columns,
        Map<String, String> environment,
        LongSupplier nanos,
        Sleeper sleeper) {

    /** Waits; a test only counts. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(long millis) throws InterruptedException;
    }

    private static final int COLUMNS = 100;

    static Terminal real(PrintWriter out, PrintWriter err) {
        Map<String, String> environment = System.getenv();
        boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(
                out,
                err,
                !dumb && isTty(1),
                !dumb && isTty(2),
                columns(environment.getOrDefault("COLUMNS", "")),
                environment,
                System::nanoTime,
                TimeUnit.MILLISECONDS::sleep);
    }

    /** {@code System.console()} only answers for stdin and stdout together. */
    private static boolean isTty(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    private static int columns(String text) {
        return text.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(text) : COLUMNS;
    }

    /** Progress goes to stderr: stdout may be piped to a program that waits for the answer. */
    LiveOutput progress() {
        return new LiveOutput(err, errTty, columns, nanos);
    }

    LiveOutput live() {
        return new LiveOutput(out, outTty, columns, nanos);
    }

    /** For {@code --json}: nothing but the document. */
    LiveOutput silent() {
        return new LiveOutput(new PrintWriter(Writer.nullWriter()), false, columns, nanos);
    }
}
