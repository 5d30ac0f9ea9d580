package org.peerboot.auth;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/**
 * Credentials seen while they could still be valid. When it is full it takes no more: forgetting early would let the
 * forgotten in again.
 */
final class ReplayCache {
    enum Answer {
        FRESH,
        REPLAYED,
        FULL
    }

    private record Entry(String nonce, long until) {}

    private final long keepMillis;
    private final int capacity;
    private final Set<String> nonces = new HashSet<>();
    private final Queue<Entry> oldestFirst = new ArrayDeque<>();

    ReplayCache(long keepMillis, int capacity) {
        this.keepMillis = keepMillis;
        this.capacity = capacity;
    }

    synchronized Answer add(String nonce, long now) {
        for (Entry oldest = oldestFirst.peek(); oldest != null && oldest.until < now; oldest = oldestFirst.peek()) {
            oldestFirst.remove();
            nonces.remove(oldest.nonce);
        }
        if (nonces.contains(nonce)) {
            return Answer.REPLAYED;
        }
        if (nonces.size() >= capacity) {
            return Answer.FULL;
        }
        nonces.add(nonce);
        oldestFirst.add(new Entry(nonce, now + keepMillis));
        return Answer.FRESH;
    }
}
