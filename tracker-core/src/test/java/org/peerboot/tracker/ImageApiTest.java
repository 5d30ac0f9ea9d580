package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peerboot.tracker.TestTracker.error;
import static org.peerboot.tracker.TestTracker.ok;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.ImageReader;
import org.peerboot.image.Manifest;
import org.peerboot.image.PieceLayout;
import org.peerboot.image.SignedManifest;
import org.peerboot.image.SigningKey;
import org.peerboot.wire.Api;
import org.peerboot.wire.ImageInfo;
import org.peerboot.wire.PublishReply;

class ImageApiTest {
    private static final int PIECE = PieceLayout.MIN_PIECE;

    @TempDir
    Path dir;

    private TestTracker tracker;

    @BeforeEach
    void start() throws Exception {
        tracker = new TestTracker(dir);
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    @Test
    void aPublishedImageIsServedByTheOrigin() throws Exception {
        ImageReader image = tracker.image("data:v1", Access.PUBLIC, 2 * PIECE + 5, 1);
        PublishReply begun = ok(tracker.post(Api.IMAGES, tracker.signer.sign(image.manifest())), PublishReply.class);
        assertThat(begun.received()).isZero();
        assertThat(begun.image().whole()).isFalse();
        PublishReply half = tracker.put(image, 0, PIECE);
        assertThat(half.received()).isEqualTo(PIECE);
        assertThat(half.image().whole()).isFalse();
        PublishReply whole = tracker.put(image, PIECE, PIECE + 5);
        assertThat(whole.received()).isEqualTo(2 * PIECE + 5);
        assertThat(whole.image().whole()).isTrue();

        ImageInfo[] listed = ok(tracker.get(Api.IMAGES), ImageInfo[].class);
        assertThat(listed).hasSize(1);
        assertThat(listed[0].name()).isEqualTo("data:v1");
        assertThat(listed[0].publisher()).isEqualTo("psk");
        assertThat(listed[0].files()).isEqualTo(1);
        SignedManifest kept = ok(tracker.get(Api.MANIFEST + "?image=data:v1"), SignedManifest.class);
        assertThat(kept.digest()).isEqualTo(image.manifest().digest());

        try (FakePeer peer = FakePeer.of(tracker, "n1")) {
            tracker.assign(Api.ASSIGN, "data:v1", "n1");
            var update = peer.update(u -> !u.images().isEmpty());
            var source = update.images().get(0).candidates().get(0);
            assertThat(source.origin()).isTrue();
            URI bytes = URI.create("http://" + source.address() + ":" + source.port() + "/images/"
                    + image.manifest().digest() + "/bytes");
            var answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(bytes).build(), BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).hasSize(2 * PIECE + 5);
        }
    }

    @Test
    void publishingAgainGoesOnWhereItStopped() throws Exception {
        ImageReader image = tracker.image("data:v1", Access.SYSTEM, 3 * PIECE, 2);
        SignedManifest signed = tracker.signer.sign(image.manifest());
        tracker.post(Api.IMAGES, signed);
        tracker.put(image, 0, PIECE);
        tracker.restart();
        PublishReply again = ok(tracker.post(Api.IMAGES, signed), PublishReply.class);
        assertThat(again.received()).isEqualTo(PIECE);
        assertThat(tracker.put(image, PIECE, 2 * PIECE).image().whole()).isTrue();
        assertThat(ok(tracker.post(Api.IMAGES, signed), PublishReply.class).received())
                .isEqualTo(3 * PIECE);
    }

    @Test
    void aNameMovesToTheImagePublishedLast() throws Exception {
        Manifest first = tracker.publish("data:v1", 1000, 3);
        tracker.assign(Api.ASSIGN, "data:v1", "n1");
        Manifest second = tracker.publish("data:v1", 1001, 4);
        tracker.assign(Api.ASSIGN, "data:v1", "n2");
        var status = tracker.status();
        assertThat(status.transfers())
                .extracting(t -> t.image().digest(), t -> t.nodes())
                .containsExactly(Tuple.tuple(first.digest(), 1), Tuple.tuple(second.digest(), 1));
        tracker.publish("data:v1", 1000, 3);
        assertThat(tracker.assign(Api.ASSIGN, "data:v1", "n2").digest()).isEqualTo(first.digest());
    }

    @Test
    void refusesBytesThatAreNotTheImages() throws Exception {
        ImageReader image = tracker.image("data:v1", Access.SYSTEM, 2 * PIECE, 5);
        tracker.post(Api.IMAGES, tracker.signer.sign(image.manifest()));
        String brief = image.manifest().digest().brief();
        assertThat(error(409, tracker.call("PUT", TestTracker.bytesTarget(image.manifest(), PIECE), new byte[PIECE])))
                .isEqualTo("image data:v1 (" + brief + "): piece 1 is not what the manifest says; "
                        + "publish it again from files that do not change meanwhile");
        assertThat(error(409, tracker.call("PUT", TestTracker.bytesTarget(image.manifest(), 0), new byte[10])))
                .contains("the body does not end with a piece's end");
        assertThat(error(409, tracker.call("PUT", TestTracker.bytesTarget(image.manifest(), 7), new byte[PIECE])))
                .contains("offset 7 is no piece's beginning");
        assertThat(error(400, tracker.call("PUT", Api.BYTES + "?image=data:v1&offset=x", new byte[1])))
                .contains("has an offset that is no number");
    }

    @Test
    void refusesManifestsThatNobodyTrustedSigned() throws Exception {
        Manifest manifest = tracker.image("data:v1", Access.SYSTEM, 10, 6).manifest();
        assertThat(error(400, tracker.post(Api.IMAGES, SigningKey.generate().sign(manifest))))
                .contains("is signed by the unknown key");
        assertThat(error(400, tracker.post(Api.IMAGES, new SignedManifest(manifest.canonical(), "", new byte[0]))))
                .contains("has no signature");
    }

    @Test
    void anAssignedImageIsNotRemovedByAccident() throws Exception {
        Manifest manifest = tracker.publish("data:v1", 10, 8);
        tracker.assign(Api.ASSIGN, "data:v1", "n[1-2]");
        assertThat(error(409, tracker.call("DELETE", Api.IMAGES + "?image=data:v1", new byte[0])))
                .isEqualTo("image data:v1: is assigned to 2 nodes; run 'peerboot unassign data:v1 all' first");
        ImageInfo gone =
                ok(tracker.call("DELETE", Api.IMAGES + "?image=data:v1&force=true", new byte[0]), ImageInfo.class);
        assertThat(gone.digest()).isEqualTo(manifest.digest());
        assertThat(ok(tracker.get(Api.IMAGES), ImageInfo[].class)).isEmpty();
        assertThat(error(404, tracker.get(Api.MANIFEST + "?image=data:v1")))
                .isEqualTo("image \"data:v1\": is not published; see 'peerboot images' for what is");
        assertThat(tracker.status().transfers()).isEmpty();
    }

    @Test
    void refusesHostileJson() {
        for (String bad : new String[] {"", "null", "[]", "{\"manifest\":7}", "{".repeat(100_000), "\u0000"}) {
            assertThat(error(400, tracker.call("POST", Api.IMAGES, bad.getBytes(StandardCharsets.UTF_8))))
                    .matches("(?s).+: .+; .+");
        }
    }
}
