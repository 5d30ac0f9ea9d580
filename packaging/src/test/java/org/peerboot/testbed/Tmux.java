package org.peerboot.testbed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A terminal of so many rows and columns, with a shell that prints {@code ready} before each of its prompts. */
final class Tmux implements AutoCloseable {
    private static final int SECONDS = 60;

    private final Path socket;

    Tmux(Path socket, int columns, int rows) {
        this.socket = socket;
        tmux("new-session", "-d", "-x", "" + columns, "-y", "" + rows, "env", "PS1=ready> ", "sh");
        await("a prompt", lines -> lines.contains("ready>"));
    }

    private Command tmux(String... words) {
        List<String> line = new ArrayList<>(List.of("tmux", "-S", socket.toString(), "-f", "/dev/null"));
        line.addAll(List.of(words));
        return Command.run(SECONDS, line).good();
    }

    void type(String text) {
        tmux("send-keys", "-l", text);
        press("Enter");
    }

    void press(String key) {
        tmux("send-keys", key);
    }

    /** What a person sees, without what is blank at the end. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(tmux("capture-pane", "-p")
                .out()
                .lines()
                .map(String::stripTrailing)
                .toList());
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    List<String> await(String what, Predicate<List<String>> wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        List<String> seen = lines();
        while (!wanted.test(seen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "not within " + SECONDS + " s: " + what + "; seen:\n" + String.join("\n", seen));
            }
            ProcessCluster.pause();
            seen = lines();
        }
        return seen;
    }

    @Override
    public void close() {
        tmux("kill-server");
    }
}
