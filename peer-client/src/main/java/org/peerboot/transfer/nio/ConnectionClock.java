package org.peerboot.transfer.nio;

/** When a connection of a server becomes overdue. Pure: told the time, in nanoseconds. */
final class ConnectionClock {
    /** Long enough for a client to read why it was refused. */
    private static final long LINGER_NANOS = 2_000_000_000L;

    private final long headerNanos;
    private final long idleNanos;
    private final long writeNanos;
    private long headSince;
    private boolean inHead;
    private long progressAt;
    private long lingerUntil;

    ConnectionClock(ServerLimits limits, long now) {
        this.headerNanos = limits.headerTimeout().toNanos();
        this.idleNanos = limits.idleTimeout().toNanos();
        this.writeNanos = limits.writeTimeout().toNanos();
        this.progressAt = now;
    }

    /** The first byte of a head has come; later ones do not move its deadline. */
    void headBegins(long now) {
        inHead = true;
        headSince = now;
    }

    void headEnds() {
        inHead = false;
    }

    /** Something was sent, or an answer begins or is over. */
    void progress(long now) {
        progressAt = now;
    }

    /** @param payload whether payload may still be in the kernel, on its way to a slow client */
    void lingers(long now, boolean payload) {
        inHead = false;
        lingerUntil = now + (payload ? writeNanos : LINGER_NANOS);
    }

    boolean headerOverdue(long now) {
        return inHead && now - headSince >= headerNanos;
    }

    boolean idleOverdue(long now) {
        return !inHead && now - progressAt >= idleNanos;
    }

    long quietNanos(long now) {
        return now - progressAt;
    }

    boolean writeOverdue(long now) {
        return now - progressAt >= writeNanos;
    }

    boolean lingerOverdue(long now) {
        return now - lingerUntil >= 0;
    }
}
