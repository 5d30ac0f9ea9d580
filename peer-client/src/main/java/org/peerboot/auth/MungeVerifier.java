package org.peerboot.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.peerboot.auth.Munge.Decoded;

/** Judges MUNGE credentials: munged vouches for the uid, the payload for the request. */
public final class MungeVerifier {
    static final String SCHEME = "Munge ";

    private final Munge munge;
    private final Users users;
    private final Set<String> admins;

    /** @param admins user names that may do what root may */
    public MungeVerifier(Munge munge, Users users, Set<String> admins) {
        this.munge = munge;
        this.users = users;
        this.admins = Set.copyOf(admins);
    }

    Verdict verify(String authorization, SignedRequest request) {
        Decoded decoded = munge.decode(authorization.substring(SCHEME.length()));
        if (decoded.code() != 0) {
            return Verifier.deny("is refused by MUNGE (" + decoded.message() + ")", remedy(decoded.code()));
        }
        byte[] wanted = request.hash().getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(wanted, decoded.payload().getBytes(StandardCharsets.US_ASCII))) {
            return Verifier.deny("was made for another request", "make a new one for each request");
        }
        String user = users.name(decoded.uid());
        return new Verdict.Accepted(
                new Caller(user, decoded.uid(), decoded.uid() == 0 || admins.contains(user), "munge"));
    }

    private static String remedy(int code) {
        return switch (code) {
            case Decoded.REPLAYED -> "make a new one for each request";
            case Decoded.EXPIRED, Decoded.REWOUND -> "set both nodes' clocks by NTP";
            default -> "check that munged runs on both nodes with the same key";
        };
    }
}
