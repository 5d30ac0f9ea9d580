package org.peerboot.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.peerboot.image.RefusedException;

/**
 * A secret that the tracker, its administrators and its peers share where there is no MUNGE. A credential is
 * {@code Hmac v1:MILLIS:NONCE:MAC}: HMAC-SHA256 in base64url over {@code v1}, request, time and nonce, each on its line.
 */
public final class PreSharedKey {
    static final String SCHEME = "Hmac ";
    private static final int MIN_BYTES = 32;
    private static final int MAX_BYTES = 4096;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    private final SecretKeySpec key;
    private final String intro;

    PreSharedKey(byte[] secret) {
        this(secret, SCHEME + "v1:");
    }

    /** @param intro what a credential begins with, up to its time */
    PreSharedKey(byte[] secret, String intro) {
        key = new SecretKeySpec(secret, "HmacSHA256");
        this.intro = intro;
    }

    private static PreSharedKey of(byte[] content) {
        BootKey boot = BootKey.parse(new String(content, StandardCharsets.ISO_8859_1));
        return boot == null ? new PreSharedKey(content) : boot.secret();
    }

    /**
     * Reads the whole file as the secret, whatever bytes it holds, but for the one line of a {@link BootKey}.
     *
     * @throws RefusedException if it is absent, shorter than 32 bytes, or open to others
     */
    public static PreSharedKey read(Path file) {
        String what = "pre-shared key " + file;
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw new RefusedException(
                        what,
                        "is open to every user of this node",
                        "run 'chmod o= " + file + "', and make a new key if somebody may have read it");
            }
            long size = Files.size(file);
            if (size < MIN_BYTES || size > MAX_BYTES) {
                throw new RefusedException(
                        what,
                        "has " + size + " bytes, not " + MIN_BYTES + " to " + MAX_BYTES,
                        "make one with 'head -c 32 /dev/urandom > " + file + "'");
            }
            return of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new RefusedException(
                    what, "cannot be read (" + e + ")", "copy it from the tracker's node, readable by this user", e);
        }
    }

    String header(SignedRequest request, long millis, SecureRandom random) {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        String header = intro + millis + ":" + encode(nonce);
        return header + ":" + encode(mac(request, header.substring(header.indexOf(' ') + 1)));
    }

    /** @param prefix version, time and nonce as they stand in the header */
    byte[] mac(SignedRequest request, String prefix) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal((prefix + "\n" + request.text()).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks HmacSHA256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
