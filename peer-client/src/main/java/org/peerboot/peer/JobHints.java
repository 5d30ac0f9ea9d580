package org.peerboot.peer;

import java.util.HashMap;
import java.util.Map;

/**
 * Jobs that the shim said have begun here and that the tracker may not know yet. A hint holds until the job ends, until
 * the tracker has caught up and then let go, or for a minute: an epilog that was lost must not silence a node for ever.
 */
final class JobHints {
    private static final long LONGEST = 60_000_000_000L;

    private final Map<String, Long> begun = new HashMap<>();

    void begins(String job, long now) {
        begun.put(job, now);
    }

    void ends(String job) {
        begun.remove(job);
    }

    /** The tracker's limits allow nothing here: it knows, and its word is the truth from now on. */
    void trackerKnows() {
        begun.clear();
    }

    boolean any(long now) {
        begun.values().removeIf(since -> now - since > LONGEST);
        return !begun.isEmpty();
    }
}
