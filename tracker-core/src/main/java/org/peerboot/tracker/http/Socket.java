package org.peerboot.tracker.http;

import java.net.InetAddress;

/** A WebSocket that stands. Safe for use by several threads. */
public interface Socket {
    /** RFC 6455's code for a message that breaks the rules of the service. */
    int POLICY_VIOLATION = 1008;

    int NORMAL = 1000;
    int GOING_AWAY = 1001;

    InetAddress remote();

    /** Sends one text message. What the other side does not take is queued in memory: ask {@link #isWritable} first. */
    void send(String text);

    /** Whether what was sent so far has mostly left. */
    boolean isWritable();

    /** @param reason cut at 123 bytes, RFC 6455's limit */
    void close(int code, String reason);
}
