package org.peerboot.cli;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peerboot.auth.Credentials;
import org.peerboot.auth.Http;
import org.peerboot.auth.SignedRequest;
import org.peerboot.image.Digest;
import org.peerboot.wire.Api;
import org.peerboot.wire.AssignmentReply;
import org.peerboot.wire.AssignmentRequest;
import org.peerboot.wire.AttributeTable;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.Explanation;
import org.peerboot.wire.ImageInfo;
import org.peerboot.wire.Json;
import org.peerboot.wire.PublishReply;
import org.peerboot.wire.RebootPlan;
import org.peerboot.wire.RebootRequest;

/** The tracker's HTTP API as its commands call it: each request with its own credential, each wait bounded. */
final class TrackerClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** The tracker answers in milliseconds; verifying 8 MiB on a busy disk may take seconds. */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final URI tracker;
    private final Credentials credentials;
    private final HttpClient http;

    static {
        // The tracker hangs up after 30 s without a request; reading an image to publish it may take longer, and the
        // JDK
        // does not ask again on a connection that it finds dead.
        System.setProperty("jdk.httpclient.keepalive.timeout", "10");
    }

    TrackerClient(URI tracker, Credentials credentials) {
        this.tracker = tracker;
        this.credentials = credentials;
        this.http = Http.towards(tracker)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    List<ImageInfo> images() {
        return List.of(read(call("GET", Api.IMAGES, new byte[0]), ImageInfo[].class));
    }

    PublishReply publish(String manifest) {
        return read(call("POST", Api.IMAGES, manifest.getBytes(StandardCharsets.UTF_8)), PublishReply.class);
    }

    /** @param bytes the image's bytes from {@code offset}, whole pieces */
    PublishReply send(Digest image, long offset, byte[] bytes) {
        String target = target(Api.BYTES, Api.IMAGE, image.toString(), Api.OFFSET, Long.toString(offset));
        return read(call("PUT", target, bytes), PublishReply.class);
    }

    ImageInfo remove(String image) {
        return read(call("DELETE", target(Api.IMAGES, Api.IMAGE, image), new byte[0]), ImageInfo.class);
    }

    /** @param path one of {@link Api#ASSIGN}, {@link Api#UNASSIGN}, {@link Api#CANCEL}, ... */
    AssignmentReply assignment(String path, String image, String nodes) {
        byte[] body = Json.write(new AssignmentRequest(image, nodes)).getBytes(StandardCharsets.UTF_8);
        return read(call("POST", path, body), AssignmentReply.class);
    }

    ClusterStatus status(@Nullable String image) {
        return read(call("GET", target(Api.STATUS, Api.IMAGE, image), new byte[0]), ClusterStatus.class);
    }

    RebootPlan reboot(RebootRequest request) {
        return read(call("POST", Api.REBOOT, Json.write(request).getBytes(StandardCharsets.UTF_8)), RebootPlan.class);
    }

    /** @param plan its number; all that are known where absent */
    List<RebootPlan> reboots(@Nullable Long plan) {
        String target = target(Api.REBOOTS, Api.PLAN, plan == null ? null : plan.toString());
        return List.of(read(call("GET", target, new byte[0]), RebootPlan[].class));
    }

    RebootPlan stopReboot(long plan) {
        return read(
                call("POST", target(Api.REBOOT_STOP, Api.PLAN, Long.toString(plan)), new byte[0]), RebootPlan.class);
    }

    /**
     * @param nodes a host list; with neither, of everything
     * @param leaf a switch
     */
    AttributeTable attributes(@Nullable String nodes, @Nullable String leaf) {
        String target = target(Api.ATTRIBUTES, Api.NODES, nodes, Api.SWITCH, leaf);
        return read(call("GET", target, new byte[0]), AttributeTable.class);
    }

    Explanation explain(String source, String destination, @Nullable String image) {
        String target = target(Api.EXPLAIN, Api.SOURCE, source, Api.DESTINATION, destination, Api.IMAGE, image);
        return read(call("GET", target, new byte[0]), Explanation.class);
    }

    /** @param parameters names and values in turn; a name whose value is absent is left out */
    private static String target(String path, @Nullable String... parameters) {
        Map<String, String> present = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            String name = parameters[i];
            String value = parameters[i + 1];
            if (name != null && value != null) {
                present.put(name, URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return present.isEmpty()
                ? path
                : present.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining("&", path + "?", ""));
    }

    private String call(String method, String target, byte[] body) {
        URI uri = tracker.resolve(target);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .header(Credentials.HEADER, credentials.header(SignedRequest.of(method, uri, body)))
                .timeout(ANSWER)
                .build();
        HttpResponse<String> response =
                Answers.await(tracker, http.sendAsync(request, BodyHandlers.ofString()), ANSWER);
        return Answers.accepted(tracker, response);
    }

    private <T> T read(String answer, Class<T> type) {
        return Json.read(answer, type, "tracker " + tracker);
    }
}
