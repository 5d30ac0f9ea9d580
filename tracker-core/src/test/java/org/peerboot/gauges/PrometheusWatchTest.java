package org.peerboot.gauges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.peerboot.attributes.CountedUplink;
import org.peerboot.config.StrictYaml;
import org.peerboot.wire.Json;

class PrometheusWatchTest implements UplinkListener {
    private static final String VECTOR =
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[%s]}}";
    private static final String NUMBER = "{\"metric\":{\"sw\":\"%s\"},\"value\":[1796000000.1,\"%s\"]}";

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private final PrometheusConfig config;

    PrometheusWatchTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/prom/api/v1/query", exchange -> {
            String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
            byte[] body = answers.getOrDefault(query, "<html>").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body.length > 20 ? 200 : 502, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        config = StrictYaml.parse("""
                url: http://127.0.0.1:%d/prom
                up: sum by (sw) (rate(out{a="b+c"}[30s]))
                down: in
                window: 30s
                label: sw
                switches: {leaf1: "switch 1"}
                every: 30s
                """.formatted(server.getAddress().getPort()), "prometheus", PrometheusConfig.class);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Override
    public void counted(CountedUplink uplink) {
        told.add(uplink.name() + " " + uplink.up() + " " + uplink.down() + " " + uplink.millis() + " "
                + uplink.source());
    }

    @Override
    public void answers(String asked) {
        told.add("answers");
    }

    @Override
    public void silent(String name, String why) {
        told.add(name + " | " + why.replace(config.url().toString(), "URL"));
    }

    private String next() throws InterruptedException {
        return told.poll(10, TimeUnit.SECONDS);
    }

    private void vectors(String up, String down) {
        answers.put("query=sum by (sw) (rate(out{a=\"b+c\"}[30s]))", VECTOR.formatted(up));
        answers.put("query=in", VECTOR.formatted(down));
    }

    private static String number(String name, String value) {
        return NUMBER.formatted(name, value);
    }

    @Test
    void tellsOfEachSwitchByItsLabel() throws Exception {
        vectors(
                number("switch 1", "1.5e6") + "," + number("leaf2", "7"),
                number("leaf2", "NaN") + "," + number("switch 1", "30"));
        try (PrometheusWatch watch = new PrometheusWatch(config, this)) {
            assertThat(next()).isEqualTo("answers");
            assertThat(next()).isEqualTo("leaf1 1500000.0 30.0 30000 prometheus 127.0.0.1");
        }
        assertThat(told).as("leaf2 has no number").isEmpty();
    }

    @Test
    void saysOfWhatItHasNoNumber() throws Exception {
        vectors(number("leaf2", "7"), number("leaf2", "8"));
        try (PrometheusWatch watch = new PrometheusWatch(config, this)) {
            assertThat(next()).isEqualTo("answers");
            assertThat(next())
                    .isEqualTo("leaf1 | switch leaf1: prometheus URL has no number of it; check prometheus: in"
                            + " tracker.yaml");
            assertThat(next()).startsWith("leaf2 7.0 8.0");
        }
    }

    @Test
    void saysWhatTheServerDidInstead() throws Exception {
        try (PrometheusWatch watch = new PrometheusWatch(config, this)) {
            assertThat(next())
                    .endsWith(" | prometheus URL answers 502 with no vector of Prometheus' API; check prometheus: in"
                            + " tracker.yaml");
            assertThat(next()).startsWith("leaf1 | prometheus URL answers 502");
        }
        assertThat(failure("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}"))
                .isEqualTo("answers: parse error");
        assertThat(failure("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[]}}"))
                .isEqualTo("answers a scalar, not a vector");
        assertThat(failure(VECTOR.formatted(number("a", "1").replace("sw", "job"))))
                .isEqualTo("answers without the label sw");
        assertThat(failure(VECTOR.formatted(number("a", "1") + "," + number("a", "2"))))
                .isEqualTo("answers sw=\"a\" twice: the query wants a sum by (sw)");
        server.stop(0);
        told.clear();
        try (PrometheusWatch watch = new PrometheusWatch(config, this)) {
            assertThat(next()).contains("does not answer (java.net.ConnectException");
        }
    }

    private static String failure(String answer) {
        PrometheusAnswer read = Json.read(answer, PrometheusAnswer.class, "test");
        try {
            return read.by("sw").toString();
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    @Test
    void refusesAnUrlThatIsNone() {
        assertThatThrownBy(() -> StrictYaml.parse(
                        "{url: prom, up: a, down: b, window: 30s, label: sw}", "prometheus", PrometheusConfig.class))
                .hasMessageContaining("write it as http://HOST:9090");
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(5));
    }
}
