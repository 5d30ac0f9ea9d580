package org.peerboot.gauges;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.Default;
import org.peerboot.config.StrictYaml;
import org.peerboot.image.RefusedException;

/**
 * Who asks switches: a community (SNMPv2c), or a user (SNMPv3, RFC 3414).
 *
 * @param community of SNMPv2c
 * @param user of SNMPv3
 * @param authentication of the user
 * @param authenticationPassphrase of 8 letters or more
 * @param privacy of the user, where there is a passphrase for it
 * @param privacyPassphrase of 8 letters or more; nothing is encrypted where absent
 */
public record SnmpCredentials(
        @Nullable String community,
        @Nullable String user,
        @Default("sha256") Authentication authentication,
        @Nullable String authenticationPassphrase,
        @Default("aes128") Privacy privacy,
        @Nullable String privacyPassphrase) {
    private static final int LEAST_LETTERS = 8;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    /** RFC 3414 and RFC 7860. */
    public enum Authentication {
        SHA,
        SHA256,
        SHA512
    }

    /** RFC 3826; of 256 bits as most vendors have it. */
    public enum Privacy {
        AES128,
        AES256
    }

    public SnmpCredentials {
        if ((community == null) == (user == null)) {
            throw new RefusedException(
                    "SNMP credentials",
                    "name " + (user == null ? "neither community nor user" : "both a community and a user"),
                    "name one of them");
        }
        if (user != null && tooShort(authenticationPassphrase)) {
            throw new RefusedException(
                    "key \"authenticationPassphrase\"", "is absent or too short", "give it 8 letters or more");
        }
        if (privacyPassphrase != null && tooShort(privacyPassphrase)) {
            throw new RefusedException("key \"privacyPassphrase\"", "is too short", "give it 8 letters or more");
        }
    }

    private static boolean tooShort(@Nullable String passphrase) {
        return passphrase == null || passphrase.length() < LEAST_LETTERS;
    }

    /** @throws RefusedException if the file is absent, wrong, or open to others */
    public static SnmpCredentials read(Path file) {
        try {
            if (Files.exists(file)
                    && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw new RefusedException(
                        "SNMP credentials " + file,
                        "are open to every user of this node",
                        "run 'chmod o= " + file + "', and choose others if somebody may have read them");
            }
        } catch (IOException e) {
            throw new RefusedException(
                    "SNMP credentials " + file, "cannot be read (" + e + ")", "let this user read them", e);
        }
        return StrictYaml.read(file, SnmpCredentials.class);
    }

    /** Without what nobody may read in a log. */
    @Override
    public String toString() {
        return community != null ? "SNMPv2c" : "SNMPv3 user " + user;
    }
}
