package org.peerboot.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One process of the {@code peerboot} command, its log in a file. */
final class Daemon {
    private final String name;
    private final List<String> command = new ArrayList<>();
    private final Path log;
    private Process process;

    private Daemon(String name, Path log, List<String> arguments) throws IOException {
        this.name = name;
        this.log = log;
        command.add(Distribution.program().toString());
        command.addAll(arguments);
    }

    static Daemon start(String name, Path directory, String... arguments) throws IOException {
        Daemon daemon = new Daemon(name, directory.resolve(name + ".log"), List.of(arguments));
        daemon.restart();
        return daemon;
    }

    void restart() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void revive() {
        if (!process.isAlive()) {
            restart();
        }
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " survived SIGKILL for 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitExit(int seconds, int expected) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError(name + " has not ended after " + seconds + " s:\n" + log());
        }
        if (process.exitValue() != expected) {
            throw new AssertionError(name + " exited with " + process.exitValue() + ":\n" + log());
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
