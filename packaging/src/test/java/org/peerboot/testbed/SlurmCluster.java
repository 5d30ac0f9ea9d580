package org.peerboot.testbed;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.peerboot.wire.Api;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.Json;

/** A real Slurm cluster by {@code packaging/testbed}, in a directory of its own. Bounds are generous: machines are busy. */
final class SlurmCluster implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS = 120;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

    private final Path directory;
    /** Ends it if a test's Java is ended before the test. */
    private final Thread lastResort = new Thread(this::end, "end-of-cluster");

    private SlurmCluster(Path directory) {
        this.directory = directory;
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** Skips the test unless it runs as root on a kernel that gives it namespaces. */
    static void assumePossible() {
        boolean root = Command.run(SECONDS, List.of("id", "-u")).out().strip().equals("0");
        assumeTrue(root, "a Slurm cluster needs root");
        Command try1 = Command.run(SECONDS, List.of("unshare", "--net", "--mount", "--pid", "--uts", "--fork", "true"));
        assumeTrue(try1.exit() == 0, "a Slurm cluster needs namespaces: " + try1.err());
    }

    /**
     * Starts one, and ends it again if it does not come up.
     *
     * @param options of {@code packaging/testbed up}
     */
    static SlurmCluster up(String... options) throws IOException {
        assumePossible();
        Path directory = Files.createTempDirectory("peerboot-cluster");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        SlurmCluster cluster = new SlurmCluster(directory);
        List<String> all =
                new ArrayList<>(List.of("--peerboot", Distribution.program().toString()));
        all.addAll(List.of(options));
        try {
            cluster.testbed(900, "up", all.toArray(String[]::new)).good();
            return cluster;
        } catch (AssertionError e) {
            AssertionError withLogs = new AssertionError(e.getMessage() + cluster.logs(), e);
            try {
                cluster.close();
            } catch (AssertionError | UncheckedIOException second) {
                withLogs.addSuppressed(second);
            }
            throw withLogs;
        }
    }

    /** The state directory: {@code etc}, {@code log}, {@code node/n1}, ... */
    Path directory() {
        return directory;
    }

    /** A file of a node's own: {@code cache}, {@code scratch}, {@code booted}, {@code boots}. */
    Path ofNode(String node, String name) {
        return directory.resolve("node").resolve(node).resolve(name);
    }

    /** Runs a command on the service node, as root unless it begins with {@code --user NAME}. */
    Command exec(String... command) {
        return testbed(SECONDS, "exec", command);
    }

    Command exec(int seconds, String... command) {
        return testbed(seconds, "exec", command);
    }

    /** Runs a command on a node as root. */
    Command nodeExec(String node, String... command) {
        return testbed(SECONDS, "node-exec", prepend(node, command));
    }

    void crash(String node) {
        testbed(SECONDS, "crash", node).good();
    }

    /** Powers a node on and waits until its daemons were started. */
    void boot(String node) {
        testbed(2 * SECONDS, "boot", node).good();
    }

    /**
     * @param verb start, stop or kill
     * @param name tracker, slurmctld (both on {@code service}), peer or slurmd
     */
    void daemon(String machine, String verb, String name) {
        testbed(SECONDS, "daemon", machine, verb, name).good();
    }

    /** The byte counters and CPU seconds of this moment. */
    JsonNode stats() {
        return json(testbed(SECONDS, "stats").good().out());
    }

    /** What the tracker's status says. */
    ClusterStatus status() {
        return read(Api.STATUS, ClusterStatus.class);
    }

    /** What the tracker answers to everybody. */
    <T> T read(String path, Class<T> type) {
        String text = exec("curl", "-sfS", "--max-time", "30", "http://service:7070" + path)
                .good()
                .out();
        return Json.read(text, type, "the tracker");
    }

    ClusterStatus awaitStatus(String what, int seconds, Predicate<ClusterStatus> wanted) {
        return await(what, seconds, this::status, wanted);
    }

    /** Waits until Slurm gives a node one of these states, as {@code sinfo -o %T} writes them. */
    void awaitNode(String node, int seconds, String... states) {
        await(
                node + " is " + String.join(" or ", states),
                seconds,
                () -> exec("sinfo", "-h", "-N", "-n", node, "-o", "%T")
                        .good()
                        .out()
                        .strip(),
                List.of(states)::contains);
    }

    /**
     * Asks again and again until the answer is as wanted; an answer that fails counts as another. A question takes a shell
     * and more: it is repeated only after four times as long, so that those who ask leave the machine to those who work.
     */
    <T> T await(String what, int seconds, Callable<T> question, Predicate<T> wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Object last = "none";
        do {
            long asked = System.nanoTime();
            try {
                T answer = question.call();
                if (wanted.test(answer)) {
                    return answer;
                }
                last = answer;
            } catch (Exception | AssertionError e) {
                last = e;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(Math.max(PAUSE, 4 * (System.nanoTime() - asked)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        } while (System.nanoTime() < end);
        throw new AssertionError("not within " + seconds + " s: " + what + "; last answer: " + last + logs());
    }

    /** The last lines of every daemon's log. */
    String logs() {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(directory.resolve("log"))) {
            for (Path file : files.sorted().toList()) {
                List<String> lines = Files.readAllLines(file);
                all.append("\n--- ").append(file.getFileName()).append('\n');
                lines.stream()
                        .skip(Math.max(0, lines.size() - 15))
                        .forEach(line -> all.append(line).append('\n'));
            }
        } catch (IOException e) {
            all.append("\nno logs: ").append(e);
        }
        return all.toString();
    }

    private Command testbed(int seconds, String verb, String... arguments) {
        List<String> line = new ArrayList<>(
                List.of(Checkout.path("packaging/testbed").toString(), verb, "--dir", directory.toString()));
        line.addAll(List.of(arguments));
        return Command.run(seconds, line);
    }

    private static String[] prepend(String first, String[] rest) {
        return Stream.concat(Stream.of(first), Stream.of(rest)).toArray(String[]::new);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(lastResort);
        end();
    }

    private void end() {
        testbed(2 * SECONDS, "down").good();
        Trees.delete(directory);
    }
}
