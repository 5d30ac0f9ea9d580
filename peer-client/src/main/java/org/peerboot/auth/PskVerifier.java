package org.peerboot.auth;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges credentials made with a {@link PreSharedKey}. Its holder is an administrator. */
public final class PskVerifier {
    /** How far both clocks may stand apart; as long as MUNGE's own default. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    private static final Pattern HEADER =
            Pattern.compile("Hmac (v1:([0-9]{1,15}):[A-Za-z0-9_-]{22}):([A-Za-z0-9_-]{43})");
    private static final Caller HOLDER = new Caller(Caller.KEY_HOLDER, -1, true, "psk");

    private final PreSharedKey key;
    private final Clock clock;
    private final ReplayCache seen;

    public PskVerifier(PreSharedKey key, Clock clock) {
        // 100,000 in ten minutes are 160 requests a second, at 150 bytes each 15 MB.
        this(key, clock, new ReplayCache(WINDOW.toMillis() * 2, 100_000));
    }

    PskVerifier(PreSharedKey key, Clock clock, ReplayCache seen) {
        this.key = key;
        this.clock = clock;
        this.seen = seen;
    }

    Verdict verify(String authorization, SignedRequest request) {
        Matcher header = HEADER.matcher(authorization);
        if (!header.matches()) {
            return Verifier.deny("is no 'Hmac v1:TIME:NONCE:MAC'", "update the command that sent it");
        }
        byte[] shown = Base64.getUrlDecoder().decode(header.group(3));
        if (!MessageDigest.isEqual(shown, key.mac(request, header.group(1)))) {
            return Verifier.deny(
                    "was made with another key or for another request", "copy the tracker's pre-shared key file anew");
        }
        long now = clock.millis();
        long apart = Math.abs(now - Long.parseLong(header.group(2)));
        if (apart > WINDOW.toMillis()) {
            return Verifier.deny(
                    "was made " + apart / 1000 + " s away from this tracker's clock", "set both nodes' clocks by NTP");
        }
        return switch (seen.add(header.group(1), now)) {
            case FRESH -> new Verdict.Accepted(HOLDER);
            case REPLAYED -> Verifier.deny("was used before", "make a new one for each request");
            case FULL -> Verifier.deny("came after too many others", "send fewer requests and try again in a minute");
        };
    }
}
