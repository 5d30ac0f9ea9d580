package org.peerboot.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.peerboot.image.Digest;

/**
 * Leave for one destination to fetch one image from one source until a moment, which the source checks by itself. The
 * key is shared by the tracker and that source alone, so that a stolen peer can let nobody into another.
 * Its text is {@code v1.EXPIRY.MAC}: seconds since the epoch, and HMAC-SHA256 in base64url over version, digest,
 * destination's IP address and expiry.
 */
public final class Capability {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private Capability() {}

    /** What a source may answer to a capability it was shown. */
    public enum Verdict {
        VALID,
        ABSENT,
        MALFORMED,
        EXPIRED,
        NOT_FOR_THIS
    }

    public static String issue(byte[] key, Digest image, String destination, long expirySeconds) {
        String expiry = Long.toString(expirySeconds);
        return "v1." + expiry + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(mac(key, image, destination, expiry));
    }

    /**
     * @param text as shown; empty where none was
     * @param destination the IP address that shows it
     */
    public static Verdict check(byte[] key, String text, Digest image, String destination, long nowSeconds) {
        if (text.isEmpty()) {
            return Verdict.ABSENT;
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3
                || !parts[0].equals("v1")
                || !SECONDS.matcher(parts[1]).matches()) {
            return Verdict.MALFORMED;
        }
        byte[] shown;
        try {
            shown = Base64.getUrlDecoder().decode(parts[2]);
        } catch (IllegalArgumentException e) {
            return Verdict.MALFORMED;
        }
        if (!MessageDigest.isEqual(shown, mac(key, image, destination, parts[1]))) {
            return Verdict.NOT_FOR_THIS;
        }
        return Long.parseLong(parts[1]) < nowSeconds ? Verdict.EXPIRED : Verdict.VALID;
    }

    /** When a capability that is VALID ends, in seconds since the epoch. */
    public static long expirySeconds(String valid) {
        return Long.parseLong(valid.substring(valid.indexOf('.') + 1, valid.lastIndexOf('.')));
    }

    private static byte[] mac(byte[] key, Digest image, String destination, String expiry) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(("v1\n" + image + "\n" + destination + "\n" + expiry).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks HmacSHA256", e);
        }
    }
}
