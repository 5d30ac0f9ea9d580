package org.peerboot.transfer.nio;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's stream. Lines gather for the rest of the loop's turn and leave as one chunk. Every 5 s
 * an empty line is sent: the only way for either side to notice that the other is gone.
 */
final class EventStream implements Subscriber {
    private static final long HEARTBEAT_NANOS = Duration.ofSeconds(5).toNanos();
    private static final byte[] CRLF = {'\r', '\n'};

    private final EventLoop loop;
    private final ServerConnection connection;
    private final Feed feed;
    private final boolean chunked;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(256);
    private @Nullable Timer heartbeat;
    private boolean flushing;
    private boolean ended;
    private boolean over;
    private boolean detached;

    EventStream(EventLoop loop, ServerConnection connection, Feed feed, boolean chunked) {
        this.loop = loop;
        this.connection = connection;
        this.feed = feed;
        this.chunked = chunked;
    }

    void begin() {
        heartbeat = loop.schedule(HEARTBEAT_NANOS, this::beat);
        feed.attach(this);
    }

    @Override
    public boolean send(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > MAX_LINE_BYTES || line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("line of " + bytes.length + " bytes is empty, too long or broken");
        }
        if (ended) {
            return false;
        }
        if (pending.size() + connection.unsent() + bytes.length + 1 > MAX_QUEUE_BYTES) {
            ended = true;
            // Not at once: the feed may be in the middle of telling all its subscribers.
            loop.nextTurn(() -> connection.reset("subscriber too slow"));
            return false;
        }
        pending.writeBytes(bytes);
        put('\n');
        return true;
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            schedule();
        }
    }

    @Override
    public InetSocketAddress remote() {
        return connection.remote();
    }

    /** What is to be written next, or null for nothing now. */
    @Nullable
    ByteBuffer next() {
        if (pending.size() > 0) {
            byte[] lines = pending.toByteArray();
            pending.reset();
            return chunked ? chunk(lines) : ByteBuffer.wrap(lines);
        }
        if (!ended || over) {
            return null;
        }
        over = true;
        return ByteBuffer.wrap((chunked ? "0\r\n\r\n" : "").getBytes(StandardCharsets.US_ASCII));
    }

    /** Whether all was given by {@code next}, and nothing more will be. */
    boolean isOver() {
        return over;
    }

    /** Tells the feed, in the next turn, that the subscriber is gone. */
    void detach() {
        ended = true;
        if (!detached) {
            detached = true;
            if (heartbeat != null) {
                heartbeat.cancel();
            }
            loop.nextTurn(() -> feed.detach(this));
        }
    }

    private static ByteBuffer chunk(byte[] lines) {
        byte[] size = Integer.toHexString(lines.length).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer chunk = ByteBuffer.allocate(size.length + lines.length + 4);
        return chunk.put(size).put(CRLF).put(lines).put(CRLF).flip();
    }

    private void beat() {
        if (!ended && connection.unsent() == 0) {
            put('\n');
        }
        heartbeat = loop.schedule(HEARTBEAT_NANOS, this::beat);
    }

    private void put(char c) {
        pending.write(c);
        schedule();
    }

    private void schedule() {
        if (!flushing) {
            flushing = true;
            loop.nextTurn(() -> {
                flushing = false;
                connection.flushEvents();
            });
        }
    }
}
