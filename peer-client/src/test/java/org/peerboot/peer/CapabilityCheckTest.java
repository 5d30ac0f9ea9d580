package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.peerboot.image.Digest;
import org.peerboot.wire.Capability;
import org.peerboot.wire.Capability.Verdict;

class CapabilityCheckTest {
    private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);
    private static final Digest IMAGE = Digest.of(new byte[] {1});
    private static final Digest OTHER = Digest.of(new byte[] {2});

    private Instant now = Instant.ofEpochSecond(1_000);
    private final CapabilityCheck check = new CapabilityCheck(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    private static InetAddress node(int last) throws Exception {
        return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    }

    private static String shown(byte[] key) {
        return "Peerboot " + Capability.issue(key, IMAGE, "10.0.0.1", 1_100);
    }

    @Test
    void letsTheSameInAgainUntilItExpires() throws Exception {
        check.key(KEY);
        for (int i = 0; i < 3; i++) {
            assertThat(check.verdict(shown(KEY), IMAGE, node(1))).isEqualTo(Verdict.VALID);
        }
        now = now.plus(Duration.ofSeconds(101));
        assertThat(check.verdict(shown(KEY), IMAGE, node(1))).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void letsNobodyElseInWithIt() throws Exception {
        check.key(KEY);
        assertThat(check.verdict(shown(KEY), IMAGE, node(1))).isEqualTo(Verdict.VALID);
        assertThat(check.verdict(shown(KEY), IMAGE, node(2))).isEqualTo(Verdict.NOT_FOR_THIS);
        assertThat(check.verdict(shown(KEY), OTHER, node(1))).isEqualTo(Verdict.NOT_FOR_THIS);
        assertThat(check.verdict(shown(KEY).replace("Peerboot ", "Basic "), IMAGE, node(1)))
                .isEqualTo(Verdict.ABSENT);
    }

    @Test
    void forgetsWhatAnotherKeyLetIn() throws Exception {
        assertThat(check.verdict(shown(KEY), IMAGE, node(1))).isNull();
        check.key(KEY);
        assertThat(check.verdict(shown(KEY), IMAGE, node(1))).isEqualTo(Verdict.VALID);
        check.key("another".getBytes(StandardCharsets.UTF_8));
        assertThat(check.verdict(shown(KEY), IMAGE, node(1))).isEqualTo(Verdict.NOT_FOR_THIS);
    }
}
