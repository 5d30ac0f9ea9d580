package org.peerboot.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The public keys whose signatures this node believes, by key id: the first 16 hex digits of the key's SHA-256. */
public final class TrustedKeys {
    private static final int MAX_FILE_BYTES = 64 << 10;
    private final Map<String, PublicKey> keys = new TreeMap<>();

    private TrustedKeys() {}

    public static TrustedKeys of(Collection<PublicKey> keys) {
        TrustedKeys trusted = new TrustedKeys();
        keys.forEach(key -> trusted.keys.put(id(key), key));
        return trusted;
    }

    /**
     * @param place a PEM file of one or more Ed25519 public keys, or a directory of such files ending in {@code .pub}
     *     or {@code .pem}
     * @throws RefusedException if there is none, or anything in it is not such a key
     */
    public static TrustedKeys load(Path place) {
        TrustedKeys trusted = new TrustedKeys();
        try {
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.list(place)) {
                    for (Path file :
                            files.filter(TrustedKeys::isKeyFile).sorted().toList()) {
                        trusted.add(file);
                    }
                }
            } else {
                trusted.add(place);
            }
        } catch (IOException e) {
            throw new RefusedException(
                    "trusted keys " + place, "cannot be read (" + e + ")", "copy the signer's public key there", e);
        }
        if (trusted.keys.isEmpty()) {
            throw new RefusedException("trusted keys " + place, "hold no key", "copy the signer's public key there");
        }
        return trusted;
    }

    private static boolean isKeyFile(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".pub") || name.endsWith(".pem");
    }

    private void add(Path file) throws IOException {
        String text;
        try (InputStream in = Files.newInputStream(file)) {
            text = new String(in.readNBytes(MAX_FILE_BYTES), StandardCharsets.US_ASCII);
        }
        List<Pem> blocks = Pem.parse(text);
        if (blocks.isEmpty()) {
            throw refuse(file, "holds no PEM block", null);
        }
        for (Pem block : blocks) {
            if (!block.label().equals("PUBLIC KEY")) {
                throw refuse(file, "holds a " + block.label(), null);
            }
            try {
                PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(block.bytes()));
                keys.put(id(key), key);
            } catch (GeneralSecurityException e) {
                throw refuse(file, "holds a public key that is not Ed25519", e);
            }
        }
    }

    private static RefusedException refuse(Path file, String why, @Nullable Exception cause) {
        String remedy = "put public keys there alone, as 'peerboot key new' writes them";
        return cause == null
                ? new RefusedException("trusted key " + file, why, remedy)
                : new RefusedException("trusted key " + file, why, remedy, cause);
    }

    /** The key of that id, or null. */
    public @Nullable PublicKey find(String keyId) {
        return keys.get(keyId);
    }

    static String id(PublicKey key) {
        return Digest.of(key.getEncoded()).hex().substring(0, 16);
    }
}
