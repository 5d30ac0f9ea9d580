package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.peerboot.auth.Credentials;
import org.peerboot.auth.SignedRequest;
import org.peerboot.cluster.SetClock;
import org.peerboot.config.StrictYaml;
import org.peerboot.image.Access;
import org.peerboot.image.ImageName;
import org.peerboot.image.ImageReader;
import org.peerboot.image.Manifest;
import org.peerboot.image.ManifestBuilder;
import org.peerboot.image.Publisher;
import org.peerboot.image.SigningKey;
import org.peerboot.wire.Api;
import org.peerboot.wire.AssignmentReply;
import org.peerboot.wire.AssignmentRequest;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ErrorReply;
import org.peerboot.wire.Json;
import org.peerboot.wire.PublishReply;

/** A tracker in this JVM on free loopback ports, with a key, a scripted cluster, and a client. */
final class TestTracker implements AutoCloseable {
    final ScriptedCluster.Script cluster;
    final SigningKey signer = SigningKey.generate();
    final Credentials credentials;
    private final Path dir;
    private final TrackerConfig config;
    private final HttpClient http = HttpClient.newHttpClient();
    final SetClock clock = new SetClock();
    private Tracker tracker;

    TestTracker(Path dir) throws IOException {
        this(dir, "");
    }

    /** @param more YAML at the end of the configuration */
    TestTracker(Path dir, String more) throws IOException {
        this.dir = dir;
        String script = UUID.randomUUID().toString();
        cluster = ScriptedCluster.script(script)
                .node("n1", "127.0.0.1", "gpu")
                .node("n2", "127.0.0.1")
                .node("n3", "10.99.99.3");
        Path psk = Files.write(dir.resolve("psk"), new byte[40]);
        Files.setPosixFilePermissions(psk, PosixFilePermissions.fromString("rw-------"));
        signer.savePublic(dir.resolve("signer.pub"));
        String yaml = """
                address: 127.0.0.1
                port: 0
                stateDirectory: %1$s/state
                origin: {port: 0, cache: %1$s/origin, quota: 1GiB}
                workloadManager: {kind: scripted, name: %2$s}
                auth: {munge: never, pskFile: %1$s/psk}
                trustedKeys: %1$s/signer.pub
                """.formatted(dir, script) + more;
        config = StrictYaml.parse(yaml, "test.yaml", TrackerConfig.class);
        credentials = Credentials.choose(psk, null);
        tracker = Tracker.start(config, clock);
    }

    void restart() {
        tracker.close();
        tracker = Tracker.start(config, clock);
    }

    URI uri(String target) {
        return URI.create("http://127.0.0.1:" + tracker.address().getPort() + target);
    }

    int port() {
        return tracker.address().getPort();
    }

    HttpResponse<String> call(String method, String target, byte[] body) {
        return call(method, target, body, credentials.header(SignedRequest.of(method, uri(target), body)));
    }

    HttpResponse<String> call(String method, String target, byte[] body, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(target))
                .method(method, BodyPublishers.ofByteArray(body))
                .timeout(Duration.ofSeconds(60));
        if (!authorization.isEmpty()) {
            request.header(Credentials.HEADER, authorization);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            ApiDescription.OF_TRACKER.check(method, target, response);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String target) {
        return call("GET", target, new byte[0]);
    }

    HttpResponse<String> post(String path, Object body) {
        return call("POST", path, Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    /** The words of an answer that must have this status. */
    static String error(int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return Json.read(response.body(), ErrorReply.class, "tracker").error();
    }

    static <T> T ok(HttpResponse<String> response, Class<T> type) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
        return Json.read(response.body(), type, "tracker");
    }

    AssignmentReply assign(String path, String image, String nodes) {
        return ok(post(path, new AssignmentRequest(image, nodes)), AssignmentReply.class);
    }

    ClusterStatus status() {
        return ok(get(Api.STATUS), ClusterStatus.class);
    }

    /** An image of {@code bytes} random bytes, from {@code seed}. */
    ImageReader image(String name, Access access, int bytes, long seed) throws IOException {
        byte[] content = new byte[bytes];
        new Random(seed).nextBytes(content);
        Path file = Files.write(dir.resolve("content-" + seed + "-" + bytes), content);
        return new ManifestBuilder(ImageName.parse(name), access, new Publisher(0, "root"))
                .add(file, "data")
                .read(progress -> {});
    }

    /** Publishes it whole. */
    Manifest publish(String name, int bytes, long seed) throws IOException {
        ImageReader image = image(name, Access.SYSTEM, bytes, seed);
        ok(post(Api.IMAGES, signer.sign(image.manifest())), PublishReply.class);
        put(image, 0, bytes);
        return image.manifest();
    }

    /** Publishes an image with a kernel, whole. */
    Manifest publishBootable(String name, long seed) throws IOException {
        Path kernel = Files.write(dir.resolve("vmlinuz-" + seed), new byte[] {(byte) seed});
        ImageReader image = new ManifestBuilder(ImageName.parse(name), Access.SYSTEM, new Publisher(0, "root"))
                .kernel(kernel)
                .append("ro")
                .read(progress -> {});
        ok(post(Api.IMAGES, signer.sign(image.manifest())), PublishReply.class);
        put(image, 0, 1);
        return image.manifest();
    }

    PublishReply put(ImageReader image, long offset, int bytes) throws IOException {
        byte[] body;
        try (var in = image.open(offset)) {
            body = in.readNBytes(bytes);
        }
        return ok(call("PUT", bytesTarget(image.manifest(), offset), body), PublishReply.class);
    }

    static String bytesTarget(Manifest manifest, long offset) {
        return Api.BYTES + "?image=" + manifest.digest() + "&offset=" + offset;
    }

    Path dir() {
        return dir;
    }

    @Override
    public void close() {
        tracker.close();
    }
}
