package org.peerboot.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.wire.Json;

/** A {@link SlurmWatch} on the cluster's service node, and the last that it said. */
final class SlurmView implements AutoCloseable {
    private final Process process;
    private volatile ClusterSnapshot snapshot = ClusterSnapshot.empty("slurm");
    private volatile @Nullable String warning = "nothing said yet";

    /** @param settings of the workload manager, each {@code key=value} */
    SlurmView(SlurmCluster cluster, String... settings) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Checkout.path("packaging/testbed").toString(),
                "exec",
                "--dir",
                cluster.directory().toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SlurmWatch.class.getName()));
        line.addAll(List.of(settings));
        process = new ProcessBuilder(line)
                .redirectError(cluster.directory()
                        .resolve("log/watch-" + settings[0] + ".log")
                        .toFile())
                .start();
        Thread thread = new Thread(this::listen, "view");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                SlurmWatch.Said said = Json.read(line, SlurmWatch.Said.class, "the watch");
                if (said.seen() == null) {
                    warning = said.warning();
                } else {
                    snapshot = said.seen().snapshot();
                    warning = "nothing said yet".equals(warning) ? null : warning;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ClusterSnapshot snapshot() {
        return snapshot;
    }

    /** None: empty. */
    String warning() {
        String now = warning;
        return now == null ? "" : now;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
