package org.peerboot.gauges;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.peerboot.attributes.CountedUplink;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Json;

/** Asks a Prometheus how busy switches' uplinks are. */
public final class PrometheusWatch implements Closeable {
    private static final int MOST_BYTES = 8 << 20;

    private final PrometheusConfig config;
    private final UplinkListener listener;
    private final HttpClient http;
    private final Map<String, String> names = new HashMap<>();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
        Thread made = new Thread(work, "tracker-prometheus");
        made.setDaemon(true);
        return made;
    });

    public PrometheusWatch(PrometheusConfig config, UplinkListener listener) {
        this.config = config;
        this.listener = listener;
        this.http = HttpClient.newBuilder().connectTimeout(config.timeout()).build();
        config.switches().forEach((name, value) -> names.put(value, name));
        long millis = config.every().toMillis();
        var unused = thread.scheduleWithFixedDelay(this::look, 0, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Map<String, Double> up = ask(config.up());
            Map<String, Double> down = ask(config.down());
            listener.answers(config.url().toString());
            config.switches().values().forEach(value -> {
                if (!up.containsKey(value) || !down.containsKey(value)) {
                    silent(value, "has no number of it");
                }
            });
            up.forEach((value, bytes) -> {
                Double back = down.get(value);
                if (back != null && names.size() < SnmpConfig.MOST_SWITCHES) {
                    String name = names.computeIfAbsent(value, v -> v);
                    listener.counted(new CountedUplink(
                            name,
                            bytes,
                            back,
                            0,
                            config.window().toMillis(),
                            "prometheus " + config.url().getHost()));
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            // Out of a scheduled task it would end the schedule.
            String why = e instanceof IOException || e instanceof IllegalArgumentException
                    ? String.valueOf(e.getMessage())
                    : e.toString();
            listener.silent(config.url().toString(), words(why));
            names.values().forEach(name -> listener.silent(name, words(why)));
        }
    }

    private void silent(String value, String why) {
        String name = names.getOrDefault(value, value);
        listener.silent(name, "switch " + name + ": " + words(why));
    }

    private String words(String why) {
        return "prometheus " + config.url() + " " + why + "; check prometheus: in tracker.yaml";
    }

    private Map<String, Double> ask(String query) throws IOException, InterruptedException {
        String base = config.url().toString();
        URI uri = URI.create((base.endsWith("/") ? base : base + "/") + "api/v1/query?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(config.timeout()).build();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> future = http.sendAsync(
                request,
                HttpResponse.BodyHandlers.ofByteArrayConsumer(some -> some.ifPresent(bytes -> {
                    if (body.size() + bytes.length > MOST_BYTES) {
                        throw new IllegalArgumentException("answers more than " + MOST_BYTES + " bytes");
                    }
                    body.writeBytes(bytes);
                })));
        int status;
        try {
            status = future.get(config.timeout().toMillis() + 500, TimeUnit.MILLISECONDS)
                    .statusCode();
        } catch (ExecutionException e) {
            throw new IOException("does not answer (" + e.getCause() + ")", e);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new IOException("does not answer within " + config.timeout().toMillis() + " ms", e);
        }
        try {
            return Json.read(body.toByteArray(), PrometheusAnswer.class, "prometheus")
                    .by(config.label());
        } catch (RefusedException e) {
            throw new IOException("answers " + status + " with no vector of Prometheus' API", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
