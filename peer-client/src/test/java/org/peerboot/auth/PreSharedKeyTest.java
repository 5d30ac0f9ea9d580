package org.peerboot.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.RefusedException;

class PreSharedKeyTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final SignedRequest REQUEST = SignedRequest.of("GET", "/v1/status?image=a:b", new byte[0]);

    private final PreSharedKey key =
            new PreSharedKey("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    private final Verifier verifier = verifierWith(key);

    private static Verifier verifierWith(PreSharedKey key) {
        return new Verifier(null, new PskVerifier(key, Clock.fixed(NOW, ZoneOffset.UTC), new ReplayCache(600_000, 3)));
    }

    private String headerAt(Instant when) {
        return key.header(REQUEST, when.toEpochMilli(), new SecureRandom());
    }

    private static String reason(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Denied.class);
        return ((Verdict.Denied) verdict).reason();
    }

    @Test
    void itsHolderIsAnAdministrator() {
        assertThat(verifier.verify(headerAt(NOW), REQUEST))
                .isEqualTo(new Verdict.Accepted(new Caller("psk", -1, true, "psk")));
    }

    @Test
    void isGoodForOneRequestOnly() {
        String header = headerAt(NOW);
        SignedRequest otherMethod = SignedRequest.of("DELETE", REQUEST.target(), new byte[0]);
        SignedRequest otherTarget = SignedRequest.of("GET", "/v1/status", new byte[0]);
        SignedRequest otherBody = SignedRequest.of("GET", REQUEST.target(), new byte[] {1});
        for (SignedRequest other : new SignedRequest[] {otherMethod, otherTarget, otherBody}) {
            assertThat(reason(verifier.verify(header, other)))
                    .isEqualTo("credential of this request: was made with another key or for another request; "
                            + "copy the tracker's pre-shared key file anew");
        }
    }

    @Test
    void isGoodOnceOnly() {
        String header = headerAt(NOW);
        verifier.verify(header, REQUEST);
        assertThat(reason(verifier.verify(header, REQUEST)))
                .isEqualTo("credential of this request: was used before; make a new one for each request");
    }

    @Test
    void isGoodForFiveMinutesEitherWay() {
        assertThat(verifier.verify(headerAt(NOW.minusSeconds(300)), REQUEST)).isInstanceOf(Verdict.Accepted.class);
        assertThat(verifier.verify(headerAt(NOW.plusSeconds(300)), REQUEST)).isInstanceOf(Verdict.Accepted.class);
        assertThat(reason(verifier.verify(headerAt(NOW.minusSeconds(301)), REQUEST)))
                .contains("301 s away from this tracker's clock; set both nodes' clocks by NTP");
        assertThat(reason(verifier.verify(headerAt(NOW.plusSeconds(301)), REQUEST)))
                .contains("301 s away");
    }

    @Test
    void refusesAnotherKeysCredential() {
        PreSharedKey other = new PreSharedKey(new byte[32]);
        assertThat(reason(verifier.verify(other.header(REQUEST, NOW.toEpochMilli(), new SecureRandom()), REQUEST)))
                .contains("was made with another key");
    }

    @Test
    void refusesWhatIsNoCredential() {
        assertThat(reason(verifier.verify(null, REQUEST)))
                .isEqualTo("credential of this request: carries none; give the tracker's pre-shared key file");
        assertThat(reason(verifier.verify("Basic cm9vdDpyb290", REQUEST)))
                .contains("a kind that this tracker does not");
        assertThat(reason(verifier.verify("Munge MUNGE:abc:", REQUEST))).contains("a kind that this tracker does not");
        assertThat(reason(verifier.verify("Hmac v1:x", REQUEST))).contains("is no 'Hmac v1:TIME:NONCE:MAC'");
        assertThat(reason(verifier.verify("Hmac " + "v".repeat(5000), REQUEST))).contains("is longer than 4096 bytes");
    }

    @Test
    void aFullReplayCacheTakesNoMoreUntilTheOldestCannotComeBack() {
        ReplayCache cache = new ReplayCache(1000, 2);
        assertThat(cache.add("a", 0)).isEqualTo(ReplayCache.Answer.FRESH);
        assertThat(cache.add("b", 500)).isEqualTo(ReplayCache.Answer.FRESH);
        assertThat(cache.add("c", 1000)).isEqualTo(ReplayCache.Answer.FULL);
        assertThat(cache.add("a", 1000)).isEqualTo(ReplayCache.Answer.REPLAYED);
        assertThat(cache.add("c", 1001)).isEqualTo(ReplayCache.Answer.FRESH);
        assertThat(cache.add("b", 1001)).isEqualTo(ReplayCache.Answer.REPLAYED);
    }

    @Test
    void isReadFromAFileThatOthersMayNotOpen(@TempDir Path dir) throws Exception {
        Path file = Files.write(dir.resolve("psk"), new byte[32]);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        SignedRequest request = SignedRequest.of("GET", "/", new byte[0]);
        String header = Credentials.choose(file, null).header(request);
        Verifier sameKey = new Verifier(
                null, new PskVerifier(PreSharedKey.read(file), Clock.offset(Clock.systemUTC(), Duration.ofSeconds(9))));
        assertThat(sameKey.verify(header, request)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void refusesAKeyFileThatIsOpenShortOrAbsent(@TempDir Path dir) throws Exception {
        Path open = Files.write(dir.resolve("open"), new byte[32]);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> PreSharedKey.read(open))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is open to every user of this node; run 'chmod o= " + open + "'");
        Path brief = Files.write(dir.resolve("short"), new byte[31]);
        Files.setPosixFilePermissions(brief, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> PreSharedKey.read(brief)).hasMessageContaining("has 31 bytes, not 32 to 4096");
        assertThatThrownBy(() -> PreSharedKey.read(dir.resolve("absent")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cannot be read");
    }
}
