package org.peerboot.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.peerboot.auth.Munge.Decoded;

class MungeVerifierTest {
    private static final SignedRequest REQUEST = SignedRequest.of("POST", "/v1/assignments", new byte[] {1, 2});

    private static Verdict verdict(Decoded decoded) {
        Munge munge = mock();
        when(munge.decode("MUNGE:abc:")).thenReturn(decoded);
        Users users = uid -> "user" + uid;
        return new Verifier(new MungeVerifier(munge, users, Set.of("user7")), null).verify("Munge MUNGE:abc:", REQUEST);
    }

    @Test
    void rootAndTheAdministratorsMayDoAll() {
        assertThat(verdict(new Decoded(0, "Success", REQUEST.hash(), 0)))
                .isEqualTo(new Verdict.Accepted(new Caller("user0", 0, true, "munge")));
        assertThat(verdict(new Decoded(0, "Success", REQUEST.hash(), 7)))
                .isEqualTo(new Verdict.Accepted(new Caller("user7", 7, true, "munge")));
    }

    @Test
    void anybodyElseIsHimself() {
        assertThat(verdict(new Decoded(0, "Success", REQUEST.hash(), 8)))
                .isEqualTo(new Verdict.Accepted(new Caller("user8", 8, false, "munge")));
    }

    @Test
    void refusesAnotherRequestsCredential() {
        assertThat(verdict(new Decoded(0, "Success", "0".repeat(64), 0)))
                .isEqualTo(new Verdict.Denied("credential of this request: was made for another request; "
                        + "make a new one for each request"));
    }

    @Test
    void givesMungesOwnWordsAndARemedy() {
        assertThat(verdict(Decoded.failed(17, "Replayed credential")))
                .isEqualTo(new Verdict.Denied("credential of this request: is refused by MUNGE (Replayed credential); "
                        + "make a new one for each request"));
        assertThat(verdict(Decoded.failed(15, "Expired credential")))
                .isEqualTo(new Verdict.Denied("credential of this request: is refused by MUNGE (Expired credential); "
                        + "set both nodes' clocks by NTP"));
        assertThat(verdict(Decoded.failed(16, "Rewound credential")).toString()).contains("clocks by NTP");
        assertThat(verdict(Decoded.failed(14, "Invalid credential")).toString())
                .contains("check that munged runs on both nodes with the same key");
    }
}
