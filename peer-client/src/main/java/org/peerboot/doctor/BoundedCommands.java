package org.peerboot.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.peerboot.image.RefusedException;

/** Runs commands, each for ten seconds at most; the first 64 MiB of what they print count: ten thousand nodes take ten. */
final class BoundedCommands implements Commands {
    private static final int SECONDS = 10;
    private static final int MAX_BYTES = 64 << 20;

    @Override
    public String run(String service, String cure, List<String> line) {
        try {
            // A file takes the output: a pipe that nobody reads would stop the command before it ends.
            Path out = Files.createTempFile("peerboot-doctor", ".out");
            try {
                return run(service, cure, line, out);
            } finally {
                Files.delete(out);
            }
        } catch (IOException e) {
            throw new RefusedException(line.get(0), "cannot be run (" + e.getMessage() + ")", cure, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(line.get(0), "was not waited for", "run the check again", e);
        }
    }

    private static String run(String service, String cure, List<String> line, Path out)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .start();
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = text(out);
        if (!ended || process.exitValue() != 0) {
            throw new RefusedException(
                    service,
                    "does not answer '" + String.join(" ", line) + "'"
                            + (ended
                                    ? " (" + said.strip().replaceAll("\\s*\\n\\s*", "; ") + ")"
                                    : " within " + SECONDS + " s"),
                    cure);
        }
        return said;
    }

    private static String text(Path out) throws IOException {
        try (var in = Files.newInputStream(out)) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        }
    }
}
