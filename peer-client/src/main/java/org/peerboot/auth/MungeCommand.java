package org.peerboot.auth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.PumpStreamHandler;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/** The commands {@code munge} and {@code unmunge}, for nodes on which the library cannot be loaded. */
final class MungeCommand implements Munge {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_OUTPUT = 16 << 10;
    private static final Pattern ANSWER =
            Pattern.compile("STATUS: +([^\\n]*) \\(\\d+\\)\\nUID: +[^\\n]*\\((\\d+)\\)\\n\\n(.*)", Pattern.DOTALL);

    private final @Nullable Path socket;

    MungeCommand(@Nullable Path socket) {
        this.socket = socket;
    }

    private record Outcome(int code, String out, String err) {}

    @Override
    public String encode(String payload) {
        Outcome outcome;
        try {
            outcome = run(new CommandLine("munge"), payload);
        } catch (IOException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
        if (outcome.code != 0) {
            throw refused(outcome.err.strip());
        }
        return outcome.out.strip();
    }

    @Override
    public Decoded decode(String credential) {
        try {
            CommandLine command = new CommandLine("unmunge");
            command.addArgument("--keys=STATUS,UID", false);
            Outcome outcome = run(command, credential);
            Matcher answer = ANSWER.matcher(outcome.out);
            if (outcome.code == 0 && answer.matches()) {
                return new Decoded(0, answer.group(1), answer.group(3), Integer.parseUnsignedInt(answer.group(2)));
            }
            String words = outcome.err.isBlank() && answer.matches() ? answer.group(1) : outcome.err.strip();
            return Decoded.failed(outcome.code == 0 ? 1 : outcome.code, words);
        } catch (IOException e) {
            return Decoded.failed(1, String.valueOf(e.getMessage()));
        }
    }

    private Outcome run(CommandLine command, String input) throws IOException {
        if (socket != null) {
            command.addArgument("--socket=" + socket, false);
        }
        BoundedOutput out = new BoundedOutput(MAX_OUTPUT);
        BoundedOutput err = new BoundedOutput(MAX_OUTPUT);
        DefaultExecutor executor = DefaultExecutor.builder()
                .setExecuteStreamHandler(new PumpStreamHandler(
                        out, err, new ByteArrayInputStream(input.getBytes(StandardCharsets.US_ASCII))))
                .get();
        ExecuteWatchdog watchdog =
                ExecuteWatchdog.builder().setTimeout(PATIENCE).get();
        executor.setWatchdog(watchdog);
        executor.setExitValues(null);
        int code = executor.execute(command);
        if (watchdog.killedProcess()) {
            throw new IOException(command.getExecutable() + " took longer than " + PATIENCE.toSeconds() + " s");
        }
        return new Outcome(code, out.text(), err.text());
    }

    private static RefusedException refused(String why) {
        return new RefusedException(
                "MUNGE credential",
                "cannot be made (" + why + ")",
                "start munged on this node, or give a pre-shared key file");
    }
}
