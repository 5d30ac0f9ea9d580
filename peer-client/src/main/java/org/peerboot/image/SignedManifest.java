package org.peerboot.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A manifest's canonical bytes, and the Ed25519 signature over them, not yet checked. JSON carries both as base64. */
public final class SignedManifest {
    private static final String REMEDY =
            "publish the image again with 'peerboot publish', or have its signer's public key among the trusted keys";

    private final byte[] manifest;
    private final String keyId;
    private final byte[] signature;

    /** By whom the signature was found right; to look again costs milliseconds, and the loop asks before the cache does. */
    private volatile @Nullable TrustedKeys believed;

    @JsonCreator
    public SignedManifest(
            @JsonProperty("manifest") byte @Nullable [] manifest,
            @JsonProperty("keyId") @Nullable String keyId,
            @JsonProperty("signature") byte @Nullable [] signature) {
        this.manifest = manifest == null ? new byte[0] : manifest; // up to 16 MiB, which nobody else has
        this.keyId = keyId == null ? "" : keyId;
        this.signature = signature == null ? new byte[0] : signature.clone();
    }

    /** Not a copy: it may have 16 MiB. */
    @JsonProperty("manifest")
    public byte[] manifest() {
        return manifest;
    }

    /** Which key signed; see {@link TrustedKeys}. */
    @JsonProperty("keyId")
    public String keyId() {
        return keyId;
    }

    @JsonProperty("signature")
    public byte[] signature() {
        return signature.clone();
    }

    /** The image's digest, if the signature is right. */
    public Digest digest() {
        return Digest.of(manifest);
    }

    /** @throws RefusedException unless one of {@code keys} signed the manifest and it breaks no rule */
    public Manifest verify(TrustedKeys keys) {
        requireSigned(keys);
        return Manifest.parse(manifest);
    }

    /** @throws RefusedException unless one of {@code keys} signed the manifest, whatever it says */
    @SuppressWarnings("ReferenceEquality") // the very keys that were asked
    public void requireSigned(TrustedKeys keys) {
        if (believed == keys) {
            return;
        }
        String what = "manifest " + digest();
        if (signature.length == 0 || keyId.isEmpty()) {
            throw new RefusedException(what, "has no signature", REMEDY);
        }
        PublicKey key = keys.find(keyId);
        if (key == null) {
            throw new RefusedException(what, "is signed by the unknown key \"" + Paths.shown(keyId) + "\"", REMEDY);
        }
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(manifest);
            if (!verifier.verify(signature)) {
                throw new RefusedException(what, "has a signature that is not key " + keyId + "'s", REMEDY);
            }
        } catch (GeneralSecurityException e) {
            throw new RefusedException(what, "has a broken signature (" + e.getMessage() + ")", REMEDY, e);
        }
        believed = keys;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedManifest that
                && keyId.equals(that.keyId)
                && Arrays.equals(manifest, that.manifest)
                && Arrays.equals(signature, that.signature);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(manifest);
    }

    @Override
    public String toString() {
        return "manifest " + digest() + " signed by " + keyId;
    }
}
