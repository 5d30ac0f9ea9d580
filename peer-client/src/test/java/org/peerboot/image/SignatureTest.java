package org.peerboot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureTest {
    @TempDir
    Path directory;

    private final SigningKey key = SigningKey.generate();
    private final TrustedKeys trusted = TrustedKeys.of(List.of(key.publicKey()));
    private Manifest manifest;

    @BeforeEach
    void image() {
        manifest = SampleImages.image(directory, "sample:v1", Access.SYSTEM, 1, Map.of("root", 9))
                .manifest();
    }

    @Test
    void givesTheManifestThatATrustedKeySigned() {
        SignedManifest signed = key.sign(manifest);
        assertThat(signed.verify(trusted)).isEqualTo(manifest);
        assertThat(signed.digest()).isEqualTo(manifest.digest());
        assertThat(signed.keyId()).hasSize(16).isEqualTo(key.keyId());
    }

    @Test
    void travelsAsJson() throws Exception {
        SignedManifest signed = key.sign(manifest);
        ObjectMapper mapper = new ObjectMapper();
        String json = mapper.writeValueAsString(signed);
        assertThat(mapper.readTree(json).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("manifest", "keyId", "signature");
        assertThat(mapper.readTree(json).get("manifest").asText())
                .isEqualTo(Base64.getEncoder().encodeToString(manifest.canonical()));
        assertThat(mapper.readValue(json, SignedManifest.class)).isEqualTo(signed);
    }

    @Test
    void refusesASignatureThatIsWrongInAnyBit() {
        SignedManifest signed = key.sign(manifest);
        for (int bit = 0; bit < signed.signature().length * 8; bit += 37) {
            byte[] signature = signed.signature();
            signature[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> new SignedManifest(signed.manifest(), signed.keyId(), signature).verify(trusted))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("signature");
        }
    }

    @Test
    void refusesAManifestThatWasChangedAfterwards() {
        SignedManifest signed = key.sign(manifest);
        byte[] changed = signed.manifest();
        changed[changed.length / 2] ^= 1;
        assertThatThrownBy(() -> new SignedManifest(changed, signed.keyId(), signed.signature()).verify(trusted))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(
                        "manifest " + Digest.of(changed) + ": has a signature that is not key " + key.keyId() + "'s;");
    }

    @Test
    void refusesAMissingSignature() throws Exception {
        assertThatThrownBy(() -> new SignedManifest(manifest.canonical(), key.keyId(), new byte[0]).verify(trusted))
                .hasMessageContaining("has no signature; publish the image again");
        assertThatThrownBy(() ->
                        new ObjectMapper().readValue("{}", SignedManifest.class).verify(trusted))
                .hasMessageContaining("has no signature");
    }

    @Test
    void refusesAKeyThatNobodyTrusts() {
        SigningKey stranger = SigningKey.generate();
        assertThatThrownBy(() -> stranger.sign(manifest).verify(trusted))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is signed by the unknown key \"" + stranger.keyId() + "\"");
        SignedManifest claims = new SignedManifest(
                manifest.canonical(), key.keyId(), stranger.sign(manifest).signature());
        assertThatThrownBy(() -> claims.verify(trusted)).hasMessageContaining("is not key " + key.keyId() + "'s");
    }

    @Test
    void refusesASignedManifestThatBreaksARule() {
        SignedManifest hostile = key.sign(manifest);
        byte[] junk = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThatThrownBy(() -> new SignedManifest(junk, key.keyId(), hostile.signature()).verify(trusted))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void savesAndLoadsAKey() throws Exception {
        Path file = directory.resolve("signing.key");
        Path pub = directory.resolve("keys/signing.pub");
        Files.createDirectory(pub.getParent());
        key.save(file);
        key.savePublic(pub);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).startsWith("-----BEGIN PRIVATE KEY-----\n");
        SigningKey loaded = SigningKey.load(file);
        assertThat(loaded.publicKey()).isEqualTo(key.publicKey());
        assertThat(loaded.sign(manifest).verify(TrustedKeys.load(pub))).isEqualTo(manifest);
        Files.writeString(pub.resolveSibling("README"), "not a key, and not named like one");
        assertThat(TrustedKeys.load(pub.getParent()).find(key.keyId())).isNotNull();
        assertThatThrownBy(() -> key.save(file))
                .hasMessage("key " + file + ": exists already; name another file, or move it away");
    }

    @Test
    void readsAKeyAsOpensslWritesIt() throws Exception {
        // openssl genpkey -algorithm ED25519; openssl pkey -pubout
        Path file = directory.resolve("openssl.key");
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
                        + "-----END PRIVATE KEY-----\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        // RFC 8032, 7.1, test 1
        assertThat(SigningKey.load(file).publicKey().getEncoded())
                .endsWith(java.util.HexFormat.of()
                        .parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    }

    @Test
    void refusesAKeyFileThatOthersMayRead() throws Exception {
        Path file = directory.resolve("signing.key");
        key.save(file);
        for (String mode : List.of("rw-r-----", "rw----r--", "rwx------")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> SigningKey.load(file))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageStartingWith(
                            "signing key " + file + ": has the mode " + mode + "; run chmod 600 " + file);
        }
    }

    @Test
    void refusesWhatIsNoKey() throws Exception {
        Path file = directory.resolve("x.pem");
        assertThatThrownBy(() -> SigningKey.load(file)).hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> TrustedKeys.load(file)).hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> TrustedKeys.load(Files.createDirectory(directory.resolve("none"))))
                .hasMessageContaining("hold no key; copy the signer's public key there");
        Files.writeString(file, "hello");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> SigningKey.load(file)).hasMessageContaining("is not one PEM block PRIVATE KEY");
        assertThatThrownBy(() -> TrustedKeys.load(file)).hasMessageContaining("holds no PEM block");
        Files.delete(file);
        key.save(file);
        assertThatThrownBy(() -> TrustedKeys.load(file))
                .hasMessageContaining("holds a PRIVATE KEY; put public keys there alone");
        byte[] rsa = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        Files.writeString(file, new Pem("PUBLIC KEY", rsa).text());
        assertThatThrownBy(() -> TrustedKeys.load(file)).hasMessageContaining("holds a public key that is not Ed25519");
    }
}
