package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people see: real commands of a real cluster in a real terminal, small and large, and in a pipe. */
@Tag("cluster")
final class TerminalTest {
    private static final String RULE = "a-rule-with-a-name-that-an-old-terminal-has-no-room-for";

    @TempDir
    private static Path dir;

    private static ProcessCluster cluster;

    @BeforeAll
    static void up() throws IOException {
        assumeTrue(Command.run(10, List.of("sh", "-c", "command -v tmux")).exit() == 0, "no tmux");
        cluster = new ProcessCluster(dir, 3, 1, "- {name: " + RULE + ", limit: {upload: 1GB/s}}\n");
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static String typed(String command) throws IOException {
        return "JAVA_HOME=" + System.getProperty("java.home") + " " + Distribution.program() + " " + command
                + " --tracker http://127.0.0.1:" + cluster.trackerPort + " --psk " + dir + "/psk";
    }

    private static String file(String name) throws IOException {
        byte[] content = new byte[24 << 20];
        new Random(name.hashCode()).nextBytes(content);
        return Files.write(dir.resolve("data-" + name), content).toString();
    }

    private static boolean showsAllLeaves(List<String> lines) {
        return !lines.isEmpty()
                && lines.get(0).matches("peerboot \\d\\d:\\d\\d:\\d\\d  peers up 3/3  .*")
                && lines.stream()
                                .filter(line -> line.matches("leaf[123]  +1/1 .*"))
                                .count()
                        == 3;
    }

    private static boolean hasRoomForRules(List<String> lines) {
        return lines.stream().anyMatch(line -> line.endsWith(RULE + " (1)"));
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "200, 60"})
    void topFillsAScreenAndGivesItBack(int columns, int rows) throws IOException {
        try (Tmux tmux = new Tmux(dir.resolve("top" + columns), columns, rows)) {
            tmux.type("echo before");
            tmux.await("the echo", lines -> lines.contains("before"));
            tmux.type(typed("top --every 300ms"));
            List<String> screen = tmux.await("top", TerminalTest::showsAllLeaves);
            assertThat(screen).hasSizeLessThanOrEqualTo(rows).allMatch(line -> line.length() <= columns);
            assertThat(String.join("\n", screen)).doesNotContain("before").doesNotContain("\033");
            boolean wide = columns > 100;
            assertThat(hasRoomForRules(screen)).isEqualTo(wide);

            tmux.press("C-c");
            assertThat(tmux.await("a prompt", lines -> lines.contains("before")))
                    .noneMatch(line -> line.startsWith("leaf1"));
        }
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "200, 60"})
    void progressIsPaintedOverAndItsEndStays(int columns, int rows) throws IOException {
        String image = "wide" + columns + ":1";
        try (Tmux tmux = new Tmux(dir.resolve("progress" + columns), columns, rows)) {
            tmux.type(typed(
                    "publish " + image + " --assign all --key " + dir + "/signing.pem --file " + file("f" + columns)));
            tmux.type(typed("status --wait --image " + image) + "; echo ended=$?");
            List<String> screen = tmux.await("the end", lines -> lines.contains("ended=0"));
            List<String> bars =
                    screen.stream().filter(line -> line.contains("[====")).toList();
            assertThat(bars).allMatch(line -> line.length() <= columns);
            assertThat(bars).as("each painted over").hasSizeLessThanOrEqualTo(2);
            assertThat(String.join("", screen)).contains("100 %", "3/3");
        }
    }

    @Test
    void aPipeGetsPlainLines() throws IOException {
        String piped = "{ "
                + typed("publish piped:1 --assign all --key " + dir + "/signing.pem --file " + file("piped")) + "; "
                + typed("status --wait --image piped:1") + "; " + typed("top --once --every 300ms") + "; } 2>&1 | cat";
        try (Tmux tmux = new Tmux(dir.resolve("piped"), 80, 24)) {
            tmux.type("{ " + piped + "; } >" + dir + "/out; echo ended=$?");
            tmux.await("the end", lines -> lines.contains("ended=0"));
        }
        String out = Files.readString(dir.resolve("out"));
        assertThat(out)
                .contains("100 %", "peers up 3/3", "leaf3")
                .doesNotContain("\033")
                .doesNotContain("\r");
    }
}
