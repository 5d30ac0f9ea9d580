package org.peerboot.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The Ed25519 key that signs manifests. */
public final class SigningKey {
    private static final Set<PosixFilePermission> OWNER_ALONE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private SigningKey(KeyPair pair) {
        this.privateKey = pair.getPrivate();
        this.publicKey = pair.getPublic();
    }

    public static SigningKey generate() {
        return new SigningKey(pair(new SecureRandom()));
    }

    /**
     * @param file a PKCS#8 PEM, as {@link #save} or openssl writes it
     * @throws RefusedException if it is no such key, or others than its owner may read it
     */
    public static SigningKey load(Path file) {
        try {
            Set<PosixFilePermission> beyond = EnumSet.copyOf(OWNER_ALONE);
            beyond.addAll(Files.getPosixFilePermissions(file));
            if (!beyond.equals(OWNER_ALONE)) {
                throw new RefusedException(
                        "signing key " + file,
                        "has the mode " + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        "run chmod 600 " + file + ", and make a new key if others have read it");
            }
            List<Pem> blocks = Pem.parse(Files.readString(file, StandardCharsets.US_ASCII));
            if (blocks.size() != 1 || !blocks.get(0).label().equals("PRIVATE KEY")) {
                throw new RefusedException(
                        "signing key " + file, "is not one PEM block PRIVATE KEY", "make one with 'peerboot key new'");
            }
            PrivateKey key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(blocks.get(0).bytes()));
            byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
            return new SigningKey(pair(new Fixed(seed)));
        } catch (IOException e) {
            throw new RefusedException(
                    "signing key " + file, "cannot be read (" + e + ")", "make one with 'peerboot key new'", e);
        } catch (GeneralSecurityException e) {
            throw new RefusedException(
                    "signing key " + file,
                    "is not an Ed25519 key (" + e.getMessage() + ")",
                    "make one with 'peerboot key new'",
                    e);
        }
    }

    /** Writes the private key to {@code file}, which must not exist yet, for its owner alone. */
    public void save(Path file) {
        write(file, new Pem("PRIVATE KEY", privateKey.getEncoded()).text(), "rw-------");
    }

    /** Writes the public key to {@code file}, which must not exist yet, for {@link TrustedKeys}. */
    public void savePublic(Path file) {
        write(file, new Pem("PUBLIC KEY", publicKey.getEncoded()).text(), "rw-r--r--");
    }

    private static void write(Path file, String text, String mode) {
        try (FileChannel out = FileChannel.open(
                file,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException("key " + file, "exists already", "name another file, or move it away", e);
        } catch (IOException e) {
            throw new RefusedException("key " + file, "cannot be written (" + e + ")", "name another file", e);
        }
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /** See {@link TrustedKeys}. */
    public String keyId() {
        return TrustedKeys.id(publicKey);
    }

    public SignedManifest sign(Manifest manifest) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(privateKey);
            byte[] canonical = manifest.canonical();
            signer.update(canonical);
            return new SignedManifest(canonical, keyId(), signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with key " + keyId(), e);
        }
    }

    private static KeyPair pair(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks Ed25519", e);
        }
    }

    /**
     * The JDK cannot tell a private key's public key. Its generator takes 32 random bytes as the private key (RFC 8032,
     * 5.1.5); given the private key for them, it gives the pair.
     */
    private static final class Fixed extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] bytes;

        Fixed(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] out) {
            System.arraycopy(bytes, 0, out, 0, out.length);
        }
    }
}
