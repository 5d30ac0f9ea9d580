package org.peerboot.transfer.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tools that administrators and boot loaders' scripts fetch with. */
@Tag("cluster")
class BulkToolsTest {
    private static final int SIZE = 20_000_003;

    @TempDir
    Path dir;

    private ServerFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new ServerFixture(dir, SIZE);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private record Ran(int code, String output) {}

    private Ran run(String... command) throws Exception {
        assumeThat(Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, command[0]))))
                .as("%s is installed", command[0])
                .isTrue();
        Path output = dir.resolve("output");
        List<String> line = new ArrayList<>(List.of(command));
        line.replaceAll(word -> word.replace("URL", "http://127.0.0.1:" + fixture.server.port()));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ends", line)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ran(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
    }

    private byte[] got() throws IOException {
        return Files.readAllBytes(dir.resolve("got"));
    }

    @Test
    void curlFetchesTheWhole() throws Exception {
        Ran ran = run("curl", "-sS", "-o", "got", "-w", "%{http_code} %{size_download}", "URL/file");
        assertThat(ran).isEqualTo(new Ran(0, "200 " + SIZE));
        assertThat(got()).isEqualTo(fixture.bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "0-0, 0, 1",
        "100-199, 100, 100",
        "20000000-, 20000000, 3",
        "-5, 19999998, 5",
        "19999998-99999999999, 19999998, 5",
    })
    void curlFetchesARange(String range, int from, int count) throws Exception {
        Ran ran = run("curl", "-sS", "-o", "got", "-w", "%{http_code}", "-r", range, "URL/file");
        assertThat(ran).isEqualTo(new Ran(0, "206"));
        assertThat(got()).isEqualTo(Arrays.copyOfRange(fixture.bytes, from, from + count));
    }

    @ParameterizedTest
    @CsvSource({"'0-1,5-6', 200", "5-4, 200", "99999999-, 416"})
    void curlIsAnsweredByTheRfcForBadRanges(String range, String status) throws Exception {
        String header = "Range: bytes=" + range;
        assertThat(run("curl", "-sS", "-o", "got", "-w", "%{http_code}", "-H", header, "URL/file"))
                .isEqualTo(new Ran(0, status));
    }

    @Test
    void curlIsToldTheLengthByHead() throws Exception {
        Ran ran = run("curl", "-sSI", "URL/file");
        assertThat(ran.output())
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Length: " + SIZE + "\r\n", "Accept-Ranges: bytes\r\n", "ETag: \"tag\"\r\n");
    }

    @ParameterizedTest
    @CsvSource({"'\"tag\"', 206", "'\"old\"', 200"})
    void curlGetsTheRangeOnlyOfTheImageItBegan(String condition, String status) throws Exception {
        assertThat(run(
                        "curl",
                        "-sS",
                        "-o",
                        "got",
                        "-w",
                        "%{http_code}",
                        "-r",
                        "5-9",
                        "-H",
                        "If-Range: " + condition,
                        "URL/file"))
                .isEqualTo(new Ran(0, status));
    }

    @Test
    void curlReusesItsConnection() throws Exception {
        Ran ran = run(
                "curl", "-sS", "-o", "/dev/null", "-o", "/dev/null", "-w", "%{num_connects}", "URL/file", "URL/file");
        assertThat(ran).isEqualTo(new Ran(0, "10"));
    }

    @Test
    void wgetGoesOnWhereItStopped() throws Exception {
        Files.write(dir.resolve("got"), Arrays.copyOf(fixture.bytes, 7_000_000));
        Ran ran = run("wget", "-c", "-O", "got", "--tries=1", "URL/file");
        assertThat(ran.code()).as(ran.output()).isZero();
        assertThat(ran.output()).contains("206 Partial Content");
        assertThat(got()).isEqualTo(fixture.bytes);
    }

    @Test
    void wgetSeesThatNothingIsMissing() throws Exception {
        Files.write(dir.resolve("got"), fixture.bytes);
        Ran ran = run("wget", "-c", "-O", "got", "--tries=1", "URL/file");
        assertThat(ran.code()).as(ran.output()).isZero();
        assertThat(ran.output()).contains("416 Range Not Satisfiable", "nothing to do");
        assertThat(got()).isEqualTo(fixture.bytes);
    }

    @Test
    void aria2FetchesOverEightConnections() throws Exception {
        Ran ran =
                run("aria2c", "-x8", "-s8", "-k1M", "-o", "got", "--file-allocation=none", "--max-tries=1", "URL/file");
        assertThat(ran.code()).as(ran.output()).isZero();
        assertThat(got()).isEqualTo(fixture.bytes);
        assertThat(fixture.sent.get()).as("bytes sent").isGreaterThanOrEqualTo(SIZE);
    }

    @Test
    void anOldClientGetsTheWholeAndTheEnd() throws Exception {
        assertThat(run("curl", "-sS", "-0", "-o", "got", "-w", "%{http_code}", "URL/file"))
                .isEqualTo(new Ran(0, "200"));
        assertThat(got()).isEqualTo(fixture.bytes);
    }
}
