package org.peerboot.tracker;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets nodes that begin at once wait until a trusted seed has stage one: else after a power cut each node of the cluster
 * would take it from the origin. Bounded, since a seed may be broken. On the loop's thread.
 */
final class SeedWait {
    /** Where no seed has begun: so long one may still be slower to begin than its rack. */
    private static final long ROUND_MILLIS = 9_000;
    /** A script asks again each 10 s; who has not for so long begins another boot. */
    private static final long FORGOTTEN_MILLIS = 60_000;

    private record Asked(long first, long last) {}

    private final Map<String, Asked> asked = new HashMap<>();
    private final Map<String, Long> began = new HashMap<>();
    private final List<String> seeds;
    private final long patienceMillis;

    /** @param patience how long a node waits at most */
    SeedWait(List<String> seeds, Duration patience) {
        this.seeds = seeds;
        this.patienceMillis = patience.toMillis();
    }

    /**
     * Why {@code node} is to ask again in a while; absent where it is to begin.
     *
     * @param ready whether a trusted seed has stage one
     */
    @Nullable
    String of(String node, boolean ready, long nowMillis) {
        if (seeds.contains(node)) {
            began.put(node, nowMillis);
            return null;
        }
        if (ready || seeds.isEmpty()) {
            // Whoever booted has come: if it goes, nobody knows that it comes again.
            began.clear();
            asked.remove(node);
            return null;
        }
        Asked before = asked.get(node);
        long first = before == null || nowMillis - before.last() > FORGOTTEN_MILLIS ? nowMillis : before.first();
        String coming = coming(nowMillis);
        long most = coming == null ? Math.min(ROUND_MILLIS, patienceMillis) : patienceMillis;
        if (nowMillis - first >= most) {
            asked.remove(node);
            return null;
        }
        asked.put(node, new Asked(first, nowMillis));
        return node + " waits for " + (coming == null ? "a trusted seed" : "trusted seed " + coming + ", which boots");
    }

    private @Nullable String coming(long nowMillis) {
        return seeds.stream()
                .filter(seed -> nowMillis - began.getOrDefault(seed, Long.MIN_VALUE / 2) < patienceMillis)
                .findFirst()
                .orElse(null);
    }
}
