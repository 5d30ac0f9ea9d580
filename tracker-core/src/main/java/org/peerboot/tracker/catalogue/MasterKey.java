package org.peerboot.tracker.catalogue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.peerboot.image.RefusedException;

/** The secret from which each peer's capability key is derived; 32 bytes in a file of the state directory. */
public final class MasterKey {
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final byte[] secret;

    private MasterKey(byte[] secret) {
        this.secret = secret;
    }

    /**
     * Reads the key, or makes it on the first start.
     *
     * @throws RefusedException if it is damaged or open to others
     */
    public static MasterKey open(Path file, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                create(file, random);
            }
            if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new RefusedException(
                        "master key " + file, "is open to others than its owner", "run 'chmod 600 " + file + "'");
            }
            byte[] secret = Files.readAllBytes(file);
            if (secret.length != BYTES) {
                throw new RefusedException(
                        "master key " + file,
                        "has " + secret.length + " bytes, not " + BYTES,
                        "remove it: the next start makes a new one, and peers take it up when they reconnect");
            }
            return new MasterKey(secret);
        } catch (IOException e) {
            throw new RefusedException(
                    "master key " + file, "cannot be used (" + e + ")", "check the state directory's rights", e);
        }
    }

    /** Under another name first: a crash must not leave half a key. */
    private static void create(Path file, SecureRandom random) throws IOException {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(secret));
            channel.force(true);
        }
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("its file system renames in steps", e);
        }
    }

    /** The key that {@code node}'s peer shares with the tracker alone: HMAC-SHA256 over {@code node}, 0 and the name. */
    public byte[] of(String node) {
        return derive("node\0" + node);
    }

    /** The key of {@code node}'s boot stage until {@code expires}, in seconds since the epoch. */
    public byte[] boot(String node, long expires) {
        return derive("boot\0" + node + "\0" + expires);
    }

    private byte[] derive(String what) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(what.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks HmacSHA256", e);
        }
    }
}
