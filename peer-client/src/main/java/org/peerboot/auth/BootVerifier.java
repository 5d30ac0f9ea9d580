package org.peerboot.auth;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges credentials made with a {@link BootKey}. Its holder is a peer, and no administrator. The node's own clock is not
 * asked: one that boots may have none.
 */
public final class BootVerifier {
    /** From a node's name and an end, in seconds since the epoch, to the key. */
    @FunctionalInterface
    public interface Keys {
        byte[] of(String node, long expires);
    }

    /** The user that peers go by. */
    private static final Caller HOLDER = new Caller("peerboot", -1, false, "boot");

    private static final Pattern HEADER = Pattern.compile(
            "Boot (v1:(" + BootKey.NODE + "):([0-9]{1,11}):[0-9]{1,15}:[A-Za-z0-9_-]{22}):([A-Za-z0-9_-]{43})");

    private final Keys keys;
    private final Clock clock;
    private final ReplayCache seen;

    /** @param life how long a key is good at most */
    public BootVerifier(Keys keys, Clock clock, Duration life) {
        this.keys = keys;
        this.clock = clock;
        this.seen = new ReplayCache(life.toMillis(), 100_000);
    }

    Verdict verify(String authorization, SignedRequest request) {
        Matcher header = HEADER.matcher(authorization);
        if (!header.matches()) {
            return Verifier.deny("is no 'Boot v1:NODE:SECONDS:TIME:NONCE:MAC'", "update the node's boot stage");
        }
        long expires = Long.parseLong(header.group(3));
        byte[] shown = Base64.getUrlDecoder().decode(header.group(4));
        PreSharedKey key = new PreSharedKey(keys.of(header.group(2), expires));
        if (!MessageDigest.isEqual(shown, key.mac(request, header.group(1)))) {
            return Verifier.deny("was made with another tracker's boot key", "boot the node anew");
        }
        long now = clock.millis();
        if (now / 1000 > expires) {
            return Verifier.deny("was made with a boot key that has run out", "boot the node anew");
        }
        return switch (seen.add(header.group(1), now)) {
            case FRESH -> new Verdict.Accepted(HOLDER);
            case REPLAYED -> Verifier.deny("was used before", "make a new one for each request");
            case FULL -> Verifier.deny("came after too many others", "send fewer requests and try again in a minute");
        };
    }
}
