package org.peerboot.auth;

/** What a verifier found. */
public sealed interface Verdict {
    /** The credential is good for this request, once. */
    record Accepted(Caller caller) implements Verdict {}

    /**
     * The credential is absent or wrong.
     *
     * @param reason the thing, the reason, the remedy
     */
    record Denied(String reason) implements Verdict {}
}
