package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Digest;
import org.peerboot.wire.Api;
import org.peerboot.wire.Health;
import org.peerboot.wire.ImageProgress.State;

class MonitorTest {
    private static final Path OBSERVABILITY = Path.of("../packaging/observability");

    @TempDir
    Path dir;

    private TestTracker tracker;

    @BeforeEach
    void aTracker() throws Exception {
        tracker = new TestTracker(dir);
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    private HttpResponse<String> ask(String path) {
        return tracker.call("GET", path, new byte[0], "");
    }

    private String metrics() {
        HttpResponse<String> response = ask("/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        return response.body();
    }

    /** Metrics once they have this line. */
    private String metricsWith(String line) throws InterruptedException {
        String text = metrics();
        for (int i = 0; i < 500 && !text.contains("\n" + line + "\n"); i++) {
            Thread.sleep(20);
            text = metrics();
        }
        assertThat(text).contains("\n" + line + "\n");
        return text;
    }

    @Test
    void whoHasNoCredentialReadsSumsAndNoName() throws Exception {
        Digest image = tracker.publish("secret:v1", 1000, 1).digest();
        tracker.assign(Api.ASSIGN, "secret:v1", "n[1-2]");
        try (FakePeer one = FakePeer.of(tracker, "n1")) {
            one.say(FakePeer.report(FakePeer.progress(image, State.FETCHING, 5, 10)));
            String text = metricsWith("peerboot_received_bytes_total{source=\"origin\"} 7");
            assertThat(text)
                    .contains("peerboot_received_bytes_total{source=\"peers\"} 493\n")
                    .contains("peerboot_peers{state=\"up\"} 1\n")
                    .contains("peerboot_peers{state=\"down\"} 0\n")
                    .contains("peerboot_peers{state=\"never seen\"} 2\n")
                    .contains("peerboot_transfers{state=\"fetching\"} 1\n")
                    .contains("peerboot_destinations{state=\"missing\"} 2\n")
                    .contains("peerboot_origin_cache_bytes 1000\n")
                    .containsPattern("peerboot_update_latency_seconds_count [1-9]")
                    .doesNotContain("secret", "\"n1\"");
        }
    }

    @Test
    void refusalsAreCountedByStatus() throws Exception {
        assertThat(ask(Api.STATUS).statusCode()).isEqualTo(401);
        assertThat(ask("/nowhere").statusCode()).isEqualTo(404);
        try (FakePeer stranger = FakePeer.of(tracker, "n99")) {
            stranger.closedWith();
        }
        assertThat(metrics())
                .contains("peerboot_requests_refused_total{status=\"401\"} 1\n")
                .contains("peerboot_requests_refused_total{status=\"404\"} 1\n")
                .contains("peerboot_requests_refused_total{status=\"403\"} 0\n")
                .contains("peerboot_sessions_refused_total 1\n");
    }

    @Test
    void isHealthyAtOnceAndReadyOnceItKnowsTheCluster() {
        assertThat(TestTracker.ok(ask("/readyz"), Health.class).ready()).isTrue();
        assertThat(TestTracker.ok(ask("/healthz"), Health.class).ready()).isTrue();
    }

    @Test
    void rulesAndDashboardAskOnlyForWhatThereIs() throws Exception {
        String text = metrics();
        Set<String> missing = new TreeSet<>();
        for (String file : new String[] {"alerts.yaml", "dashboard.json"}) {
            Matcher names =
                    Pattern.compile("peerboot_[a-z_]+[a-z]").matcher(Files.readString(OBSERVABILITY.resolve(file)));
            while (names.find()) {
                if (!text.contains("\n" + names.group()) && !text.startsWith("# HELP " + names.group())) {
                    missing.add(file + ": " + names.group());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void prometheusOwnLinterIsContent() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/promtool")), "no promtool here");
        Path text = Files.writeString(dir.resolve("metrics.txt"), metrics());
        Path said = dir.resolve("said");
        Process lint = new ProcessBuilder("/usr/bin/promtool", "check", "metrics")
                .redirectInput(text.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(lint.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(said)).isEmpty();
        assertThat(lint.exitValue()).isZero();
    }
}
