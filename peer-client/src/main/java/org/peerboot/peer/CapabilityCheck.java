package org.peerboot.peer;

import java.net.InetAddress;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.wire.Capability;

/**
 * Whether what a request shows lets it in. A destination shows the same capability with every request of a transfer: its
 * MAC is computed for the first, and its expiry looked at for each.
 */
final class CapabilityCheck {
    private static final String SCHEME = "Peerboot ";

    /** More than the destinations that one source may have. */
    private static final int MOST_KNOWN = 1024;

    private record Shown(String authorization, Digest image, InetAddress destination) {}

    /** What was VALID, and until when, in seconds since the epoch. */
    private final Map<Shown, Long> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Shown, Long> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    private final Clock clock;
    private byte @Nullable [] key;

    CapabilityCheck(Clock clock) {
        this.clock = clock;
    }

    void key(byte[] newKey) {
        key = newKey.clone();
        known.clear();
    }

    /**
     * @param authorization the header, or the empty string
     * @return null as long as there is no key
     */
    Capability.@Nullable Verdict verdict(String authorization, Digest image, InetAddress destination) {
        byte[] mine = key;
        if (mine == null) {
            return null;
        }
        Shown shown = new Shown(authorization, image, destination);
        long now = clock.instant().getEpochSecond();
        Long until = known.get(shown);
        if (until != null) {
            return until < now ? Capability.Verdict.EXPIRED : Capability.Verdict.VALID;
        }
        String text = authorization.startsWith(SCHEME) ? authorization.substring(SCHEME.length()) : "";
        Capability.Verdict verdict = Capability.check(mine, text, image, destination.getHostAddress(), now);
        if (verdict == Capability.Verdict.VALID) {
            known.put(shown, Capability.expirySeconds(text));
        }
        return verdict;
    }
}
