package org.peerboot.auth;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges the credential of each request; the counterpart of {@link Credentials}. May block on munged for a moment. Safe
 * for use by several threads.
 */
public final class Verifier {
    private static final int MAX_HEADER = 4096;

    private final @Nullable MungeVerifier munge;
    private final @Nullable PskVerifier psk;
    private final @Nullable BootVerifier boot;

    /** At least one of both; absent means that this kind of credential is not taken here. */
    public Verifier(@Nullable MungeVerifier munge, @Nullable PskVerifier psk) {
        this(munge, psk, null);
    }

    /** @param boot of nodes that boot; absent where none does from here */
    public Verifier(@Nullable MungeVerifier munge, @Nullable PskVerifier psk, @Nullable BootVerifier boot) {
        if (munge == null && psk == null) {
            throw new IllegalArgumentException("a verifier needs a kind of credential");
        }
        this.munge = munge;
        this.psk = psk;
        this.boot = boot;
    }

    /** @param authorization the header's value, absent where none was sent */
    public Verdict verify(@Nullable String authorization, SignedRequest request) {
        if (authorization == null || authorization.isEmpty()) {
            return denied("carries none");
        }
        if (authorization.length() > MAX_HEADER) {
            return denied("is longer than " + MAX_HEADER + " bytes");
        }
        if (munge != null && authorization.startsWith(MungeVerifier.SCHEME)) {
            return munge.verify(authorization, request);
        }
        if (psk != null && authorization.startsWith(PreSharedKey.SCHEME)) {
            return psk.verify(authorization, request);
        }
        if (boot != null && authorization.startsWith(BootKey.SCHEME)) {
            return boot.verify(authorization, request);
        }
        return denied("is of a kind that this tracker does not take");
    }

    private Verdict denied(String why) {
        List<String> ways = new ArrayList<>();
        if (munge != null) {
            ways.add("start munged on your node");
        }
        if (psk != null) {
            ways.add("give the tracker's pre-shared key file");
        }
        return deny(why, String.join(" or ", ways));
    }

    static Verdict deny(String why, String remedy) {
        return new Verdict.Denied("credential of this request: " + why + "; " + remedy);
    }
}
