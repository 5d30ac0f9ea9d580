package org.peerboot.peer;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.auth.Credentials;
import org.peerboot.auth.Http;
import org.peerboot.auth.SignedRequest;
import org.peerboot.image.RefusedException;
import org.peerboot.transfer.nio.EventLoop;
import org.peerboot.wire.Json;
import org.peerboot.wire.PeerMessage;
import org.peerboot.wire.PeerReport;
import org.peerboot.wire.Protocol;
import org.peerboot.wire.TrackerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peer's WebSocket to the tracker: opened again whenever it breaks, first after half a second, at the slowest every
 * twenty seconds, with jitter, so that a tracker that comes back is not met by all at once.
 */
// What fails here comes through the listener and the completions, and leads to another session.
@SuppressWarnings("FutureReturnValueIgnored")
final class TrackerSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerSession.class);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration REPORT_ALL = Duration.ofSeconds(10);
    /** A peer whose last two reports were alike is looked at this seldom, unless it has news. */
    private static final Duration LOOK_IDLE = Duration.ofSeconds(5);

    private static final int LARGEST = 4 << 20;

    private final URI uri;
    private final Credentials credentials;
    private final EventLoop loop;
    private final Peer peer;
    private final NetworkGauge gauge;
    private final Random random;
    private final HttpClient http;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "peerboot-tracker-session");
        made.setDaemon(true);
        return made;
    });
    // Touched by the session's thread alone.
    private @Nullable WebSocket socket;
    private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);
    /** Whether the hello was sent, which comes before everything else. */
    private boolean greeted;

    private int failures;
    private long heardAt;
    private long reportedAt;
    private @Nullable PeerMessage reported;
    private long lookedAt;
    private boolean changing = true;
    private boolean closed;

    TrackerSession(URI tracker, Credentials credentials, EventLoop loop, Peer peer, NetworkGauge gauge, Random random) {
        this.uri = URI.create(tracker.toString().replaceFirst("^http", "ws")).resolve(Protocol.SESSION_PATH);
        this.credentials = credentials;
        this.loop = loop;
        this.peer = peer;
        this.gauge = gauge;
        this.random = random;
        this.http =
                Http.towards(tracker).executor(thread).connectTimeout(CONNECT).build();
    }

    void start() {
        thread.execute(this::connect);
        thread.scheduleWithFixedDelay(this::beat, 1, 1, TimeUnit.SECONDS);
    }

    /** Sends {@code message} if there is a session; who needs an answer asks again. */
    void tell(PeerMessage message) {
        thread.execute(() -> {
            if (greeted) {
                send(message);
            }
        });
    }

    /** Something has happened that the tracker should hear of before the second is over. */
    void news() {
        thread.execute(this::report);
    }

    private void connect() {
        if (closed) {
            return;
        }
        String header;
        try {
            header = credentials.header(SignedRequest.of("GET", uri, new byte[0]));
        } catch (RefusedException e) {
            LOG.warn("tracker={} no session: {}", uri, e.getMessage());
            retry();
            return;
        }
        http.newWebSocketBuilder()
                .header(Credentials.HEADER, header)
                .connectTimeout(CONNECT)
                .buildAsync(uri, new Listener())
                .whenCompleteAsync(
                        (opened, error) -> {
                            if (error != null) {
                                LOG.warn("tracker={} not reached: {}", uri, reason(error));
                                retry();
                            }
                        },
                        thread);
    }

    private static String reason(Throwable error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        if (cause instanceof java.net.http.WebSocketHandshakeException refused) {
            Object body = refused.getResponse().body();
            return "refused with " + refused.getResponse().statusCode() + (body == null ? "" : " " + body);
        }
        return cause.toString();
    }

    private void opened(WebSocket opened) {
        socket = opened;
        sending = CompletableFuture.completedFuture(null);
        heardAt = System.nanoTime();
        LOG.info("tracker={} session open", uri);
        reported = null;
        ask(peer::hello, hello -> {
            send(hello);
            greeted = true;
            report();
        });
    }

    private void lost(WebSocket which, String cause) {
        if (socket != which) {
            return;
        }
        LOG.warn("tracker={} session lost: {}; going on with the last update", uri, cause);
        which.abort();
        socket = null;
        greeted = false;
        retry();
    }

    private void retry() {
        failures = Math.min(failures + 1, 6);
        long millis = (long) (Math.min(20_000, 250L << failures) * (0.5 + random.nextDouble()));
        if (!closed) {
            thread.schedule(this::connect, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** Each second: what has changed is told, and every ten seconds all of it; a silent tracker is given up. */
    private void beat() {
        WebSocket current = socket;
        if (current == null || closed) {
            return;
        }
        long now = System.nanoTime();
        if (now - heardAt > SILENCE.toNanos()) {
            lost(current, "silent for " + SILENCE.toSeconds() + " s");
            return;
        }
        if (now - heardAt > SILENCE.toNanos() / 3) {
            current.sendPing(ByteBuffer.allocate(0));
        }
        if (changing || peer.inTransfer() || now - lookedAt > LOOK_IDLE.toNanos()) {
            report();
        }
    }

    /** On the session's thread: tells the tracker now, unless it still takes in what was told before. */
    private void report() {
        if (greeted && sending.isDone()) {
            LinkReading reading = gauge.read(peer.inTransfer(), System.nanoTime());
            ask(() -> report(reading), report -> {
                long now = System.nanoTime();
                changing = !report.equals(reported);
                lookedAt = now;
                if (changing || now - reportedAt > REPORT_ALL.toNanos()) {
                    reported = report;
                    reportedAt = now;
                    send(report);
                }
            });
        }
    }

    /** On the loop. */
    private PeerReport report(@Nullable LinkReading reading) {
        if (reading != null) {
            peer.measured(reading);
        }
        return peer.report();
    }

    private <T extends PeerMessage> void ask(Supplier<T> question, Consumer<PeerMessage> answer) {
        loop.execute(() -> {
            T message = question.get();
            thread.execute(() -> answer.accept(message));
        });
    }

    private void send(PeerMessage message) {
        WebSocket current = socket;
        if (current == null) {
            return;
        }
        sending = sending.thenCompose(before -> current.sendText(Json.write(message), true))
                .orTimeout(SILENCE.toSeconds(), TimeUnit.SECONDS);
        sending.whenCompleteAsync(
                (sent, error) -> {
                    if (error != null) {
                        lost(current, reason(error));
                    }
                },
                thread);
    }

    @Override
    public void close() {
        thread.execute(() -> {
            closed = true;
            if (socket != null) {
                socket.abort();
            }
            thread.shutdown();
        });
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            TrackerSession.this.opened(opened);
            opened.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            heardAt = System.nanoTime();
            if (text.length() + part.length() > LARGEST) {
                lost(from, "a message of more than " + LARGEST + " characters");
                return null;
            }
            text.append(part);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                try {
                    TrackerMessage message = Json.read(whole, TrackerMessage.class, "the tracker");
                    failures = 0;
                    // What it orders is seen in the reports of the next seconds.
                    changing = true;
                    loop.execute(() -> peer.hear(message));
                } catch (RefusedException e) {
                    LOG.warn("tracker={} ignored: {}", uri, e.getMessage());
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            heardAt = System.nanoTime();
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            lost(from, "closed by the tracker: " + status + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            lost(from, error.toString());
        }
    }
}
