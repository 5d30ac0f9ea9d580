package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.peerboot.auth.Credentials;
import org.peerboot.auth.SignedRequest;
import org.peerboot.image.Digest;
import org.peerboot.wire.Hello;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.Json;
import org.peerboot.wire.PeerMessage;
import org.peerboot.wire.PeerReport;
import org.peerboot.wire.Protocol;
import org.peerboot.wire.TrackerMessage;
import org.peerboot.wire.TrackerUpdate;

/** The tracker's view of a peer: a WebSocket that says what a test tells it to, and keeps what it hears. */
final class FakePeer implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<TrackerMessage> heard = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    final CompletableFuture<String> closed = new CompletableFuture<>();
    final WebSocket socket;

    FakePeer(TestTracker tracker) {
        this(tracker, tracker.credentials);
    }

    FakePeer(TestTracker tracker, Credentials credentials) {
        URI uri = URI.create("ws://127.0.0.1:" + tracker.port() + Protocol.SESSION_PATH);
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header(Credentials.HEADER, credentials.header(SignedRequest.of("GET", uri, new byte[0])))
                .buildAsync(uri, this)
                .join();
    }

    /** A peer that has said hello. */
    static FakePeer of(TestTracker tracker, String node, Digest... held) {
        FakePeer peer = new FakePeer(tracker);
        peer.say(new Hello(Protocol.VERSION, "test", node, 7171, List.of(held), null, null));
        return peer;
    }

    /** A peer on a node that has booted an image. */
    static FakePeer booted(TestTracker tracker, String node, @Nullable Digest booted, String note, Digest... held) {
        FakePeer peer = new FakePeer(tracker);
        peer.say(new Hello(Protocol.VERSION, "test", node, 7171, List.of(held), booted, note));
        return peer;
    }

    void say(PeerMessage message) {
        raw(Json.write(message));
    }

    void raw(String message) {
        socket.sendText(message, true).join();
    }

    static PeerReport report(ImageProgress... images) {
        return new PeerReport(1, List.of(images), List.of(), 0, 0, List.of(), null);
    }

    /** Of a peer on whose node {@code jobs} wait for their images. */
    static PeerReport staging(String... jobs) {
        return new PeerReport(1, List.of(), List.of(), 0, 0, List.of(jobs), null);
    }

    static ImageProgress progress(Digest image, ImageProgress.State state, int pieces, int of) {
        return new ImageProgress(image, state, pieces, of, pieces * 100L, 0, Map.of("origin", 7L), List.of(), null);
    }

    TrackerMessage next() throws InterruptedException {
        TrackerMessage message = heard.poll(60, TimeUnit.SECONDS);
        assertThat(message).as("a message within 60 s").isNotNull();
        return message;
    }

    /** The first update that is as wanted; those before it are dropped. */
    TrackerUpdate update(Predicate<TrackerUpdate> wanted) throws InterruptedException {
        while (true) {
            if (next() instanceof TrackerUpdate update && wanted.test(update)) {
                return update;
            }
        }
    }

    /** Everything that came within so many milliseconds. */
    boolean silentFor(long millis) throws InterruptedException {
        return heard.poll(millis, TimeUnit.MILLISECONDS) == null;
    }

    String closedWith() throws Exception {
        return closed.get(60, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            heard.add(Json.read(text.toString(), TrackerMessage.class, "tracker"));
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete("error: " + error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
