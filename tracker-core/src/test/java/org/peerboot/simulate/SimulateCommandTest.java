package org.peerboot.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Json;
import picocli.CommandLine;

class SimulateCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private Exception failure = new IllegalStateException("none");
    private Path cluster;

    @BeforeEach
    void writeTheCluster() throws IOException {
        cluster = Files.writeString(directory.resolve("cluster.yaml"), """
                networks: [{name: fast, rate: 1Gbit/s}]
                switches: [{name: leaf1, parent: spine, uplink: 2Gbit/s}, {name: spine}]
                nodes: [{hosts: "n[1-4]", leaf: leaf1}]
                """);
    }

    private int run(String... options) {
        CommandLine line = new CommandLine(new SimulateCommand()).setOut(new PrintWriter(out));
        line.setExecutionExceptionHandler((thrown, command, parsed) -> {
            failure = thrown;
            return 3;
        });
        String[] all = new String[options.length + 1];
        all[0] = cluster.toString();
        System.arraycopy(options, 0, all, 1, options.length);
        return line.execute(all);
    }

    @Test
    void tellsTimesAndCopies() {
        assertThat(run("--size", "4MiB")).isZero();
        assertThat(out.toString())
                .startsWith("4 nodes, 4.19 MB in 16 pieces, links of 125 MB/s\n")
                .contains("limit       0.034 s", "times the limit", "origin        1.000 copies sent")
                .contains("copies up, 1.000 down: leaf1");
    }

    @Test
    void answersWithOneDocument() {
        assertThat(run("--size", "4MiB", "--nodes", "n[1-2]", "--json")).isZero();
        ForecastView.Document document = Json.read(out.toString(), ForecastView.Document.class, "simulate");
        assertThat(document.nodes()).isEqualTo(2);
        assertThat(document.complete()).isEqualTo(2);
        assertThat(document.originCopies()).isEqualTo(1);
        assertThat(document.uplinks()).hasSize(2);
    }

    @Test
    void drawsTheCurve() throws IOException {
        Path picture = directory.resolve("curve.svg");
        assertThat(run("--size", "4MiB", "--svg", picture.toString())).isZero();
        assertThat(picture).content().startsWith("<svg ").contains("4 nodes, 4.19 MB");
    }

    @Test
    void failsWhereNodesNeverHoldIt() throws IOException {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), "- {name: nobody, deny: true}");
        assertThat(run("--size", "4MiB", "--policy", policy.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("p50           never", "4 nodes never hold it whole; see 'peerboot explain'");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertThat(run("--policy", directory.resolve("none").toString())).isEqualTo(3);
        assertThat(failure).isInstanceOf(RefusedException.class).hasMessageContaining("none: does not exist");
    }
}
