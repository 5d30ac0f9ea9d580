package org.peerboot.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command that has ended.
 *
 * @param line what was run
 * @param exit its exit code
 * @param out standard output
 * @param err standard error
 */
record Command(List<String> line, int exit, String out, String err) {

    /** Runs it, for at most so many seconds; files take its output, so that it never waits for a reader. */
    static Command run(int seconds, List<String> line) {
        try {
            Path out = Files.createTempFile("command", ".out");
            Path err = Files.createTempFile("command", ".err");
            try {
                Process process = new ProcessBuilder(line)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                    process.destroy();
                    if (!process.waitFor(10, TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                    }
                    throw new AssertionError("not ended after " + seconds + " s: " + String.join(" ", line) + "\n"
                            + text(out) + text(err));
                }
                return new Command(line, process.exitValue(), text(out), text(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted: " + String.join(" ", line), e);
        }
    }

    /** @return itself if it ended with 0 */
    Command good() {
        if (exit != 0) {
            throw new AssertionError("ended with " + exit + ": " + String.join(" ", line) + "\n" + out + err);
        }
        return this;
    }

    /** The words of the output's lines, without those that are empty. */
    List<String> lines() {
        return out.lines().map(String::strip).filter(text -> !text.isEmpty()).toList();
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
