package org.peerboot.tracker.http;

/** Hears a WebSocket; called by one thread at a time, which it must not block. */
public interface SocketListener {
    void text(String text);

    /** What was queued has left; more may be sent. */
    void writable();

    /** It is gone, whoever closed it. Called once. */
    void closed();
}
