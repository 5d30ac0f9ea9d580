package org.peerboot.doctor;

import java.util.Locale;
import java.util.function.Supplier;
import org.peerboot.auth.Credentials;
import org.peerboot.auth.SignedRequest;

/** Whether munged, or the pre-shared key's file, gives this node a credential. */
record CredentialCheck(Supplier<Credentials> credentials) implements Check {
    @Override
    public String name() {
        return "credential";
    }

    /** What is missing, munged or a key's file, says so itself, and the cure. */
    @Override
    public Finding look() {
        String header = credentials.get().header(SignedRequest.of("GET", "/", new byte[0]));
        return Finding.good(
                this,
                "one by "
                        + header.substring(0, Math.max(0, header.indexOf(' '))).toUpperCase(Locale.ROOT));
    }
}
