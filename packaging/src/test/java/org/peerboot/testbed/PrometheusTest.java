package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.attributes.CountedUplink;
import org.peerboot.gauges.PrometheusConfig;
import org.peerboot.gauges.PrometheusWatch;
import org.peerboot.gauges.UplinkListener;

/** A real Prometheus that scrapes the counters of a switch each second. */
@Tag("cluster")
final class PrometheusTest implements UplinkListener {
    private static final long BYTES_A_SECOND = 1_000_000;

    private final BlockingQueue<CountedUplink> counted = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> silent = new LinkedBlockingQueue<>();

    @TempDir
    private Path dir;

    @Override
    public void counted(CountedUplink uplink) {
        counted.add(uplink);
    }

    @Override
    public void answers(String name) {}

    @Override
    public void silent(String name, String why) {
        silent.add(why);
    }

    @Test
    void tellsHowBusyAnUplinkIs() throws Exception {
        assumeTrue(Command.run(10, List.of("sh", "-c", "command -v prometheus")).exit() == 0, "no prometheus");
        HttpServer exporter = exporter();
        int port = freePort();
        Files.writeString(dir.resolve("prometheus.yml"), """
                scrape_configs:
                  - {job_name: switches, scrape_interval: 1s, static_configs: [{targets: ["127.0.0.1:%d"]}]}
                """.formatted(
                        exporter.getAddress().getPort()));
        Process prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + dir.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + dir.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("log").toFile())
                .start();
        PrometheusConfig config = new PrometheusConfig(
                URI.create("http://127.0.0.1:" + port),
                "sum by (sysName) (rate(ifHCOutOctets[5s]))",
                "sum by (sysName) (rate(ifHCInOctets[5s]))",
                Duration.ofSeconds(5),
                "sysName",
                Map.of("leaf1", "sw1"),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5));
        try (PrometheusWatch watch = new PrometheusWatch(config, this)) {
            // Its first rates are of less than the window.
            CountedUplink now = null;
            for (int tries = 0; tries < 60 && (now == null || now.up() < 1.5 * BYTES_A_SECOND); tries++) {
                now = counted.poll(60, TimeUnit.SECONDS);
                assertThat(now).as(() -> "last of " + silent).isNotNull();
            }
            assertThat(now.name()).isEqualTo("leaf1");
            assertThat(now.up()).isCloseTo(2 * BYTES_A_SECOND, within(0.5 * BYTES_A_SECOND));
            assertThat(now.down()).isCloseTo(BYTES_A_SECOND, within(0.25 * BYTES_A_SECOND));
        } finally {
            prometheus.destroy();
            prometheus.waitFor(10, TimeUnit.SECONDS);
            exporter.stop(0);
        }
    }

    private static HttpServer exporter() throws IOException {
        long began = System.nanoTime();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            long in = (System.nanoTime() - began) / (1_000_000_000 / BYTES_A_SECOND);
            byte[] body = """
                    # TYPE ifHCInOctets counter
                    ifHCInOctets{sysName="sw1",ifName="Ethernet49"} %1$d
                    # TYPE ifHCOutOctets counter
                    ifHCOutOctets{sysName="sw1",ifName="Ethernet49"} %1$d
                    ifHCOutOctets{sysName="sw1",ifName="Ethernet50"} %1$d
                    """.formatted(in).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
