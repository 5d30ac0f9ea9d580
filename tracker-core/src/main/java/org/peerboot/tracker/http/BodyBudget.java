package org.peerboot.tracker.http;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes of request bodies in memory, over all connections: who sends is not proven before his body is in. */
final class BodyBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    BodyBudget(long limit) {
        this.limit = limit;
    }

    boolean take(long bytes) {
        if (used.addAndGet(bytes) <= limit) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void give(long bytes) {
        used.addAndGet(-bytes);
    }
}
