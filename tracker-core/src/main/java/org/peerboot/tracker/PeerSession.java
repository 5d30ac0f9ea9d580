package org.peerboot.tracker;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.peerboot.image.RefusedException;
import org.peerboot.tracker.http.Socket;
import org.peerboot.tracker.http.SocketListener;
import org.peerboot.wire.Json;
import org.peerboot.wire.PeerMessage;
import org.peerboot.wire.TrackerMessage;
import org.peerboot.wire.TrackerUpdate;

/**
 * One peer's WebSocket. Messages are read on the socket's thread and handed to the state; of updates only the latest
 * waits while the peer is slow, so that a session's memory has a bound.
 */
final class PeerSession implements Session, SocketListener {
    /** A peer reports once a second: so many unanswered are a peer gone mad, or a tracker a minute behind. */
    private static final int MAX_WAITING = 256;

    private final Socket socket;
    private final Loop loop;
    private final Sessions sessions;
    private final AtomicReference<TrackerUpdate> unsent = new AtomicReference<>();
    private final AtomicInteger waiting = new AtomicInteger();

    PeerSession(Socket socket, Loop loop, Sessions sessions) {
        this.socket = socket;
        this.loop = loop;
        this.sessions = sessions;
    }

    InetAddress remote() {
        return socket.remote();
    }

    @Override
    public void text(String text) {
        PeerMessage message;
        try {
            message = Json.read(text, PeerMessage.class, socket.remote().getHostAddress());
        } catch (RefusedException e) {
            close(String.valueOf(e.getMessage()));
            return;
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            close("session: sends faster than the tracker reads; report once a second");
            return;
        }
        loop.post(() -> {
            waiting.decrementAndGet();
            sessions.message(this, message);
        });
    }

    @Override
    public void update(TrackerUpdate update) {
        unsent.set(update);
        writable();
    }

    @Override
    public void writable() {
        if (socket.isWritable()) {
            TrackerUpdate update = unsent.getAndSet(null);
            if (update != null) {
                send(update);
            }
        }
    }

    @Override
    public void send(TrackerMessage message) {
        socket.send(Json.write(message));
    }

    @Override
    public void close(String reason) {
        socket.close(Socket.POLICY_VIOLATION, reason);
    }

    @Override
    public void closed() {
        loop.post(() -> sessions.gone(this));
    }
}
