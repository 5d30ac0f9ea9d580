package org.peerboot.transfer.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    @Test
    void anAddressOfAnotherNodeHasItsShareOnly() {
        Admission admission = new Admission(ServerLimits.DEFAULT.withConnections(10, 2));
        InetAddress remote = new InetSocketAddress("192.0.2.1", 1).getAddress();
        InetAddress other = new InetSocketAddress("192.0.2.2", 1).getAddress();
        Admission.Seat seat = admission.admit(remote, false);
        assertThat(seat).isNotNull();
        assertThat(admission.admit(remote, false)).isNotNull();
        assertThat(admission.admit(remote, false)).isNull();
        assertThat(admission.wouldHelp(seat, remote, false)).isTrue();
        Admission.Seat others = admission.admit(other, false);
        assertThat(others).isNotNull();
        assertThat(admission.wouldHelp(others, remote, false)).isFalse();
        admission.leave(seat);
        assertThat(admission.admit(remote, false)).isNotNull();
    }

    @Test
    void thisNodesOwnUsersHaveHalfAtMost() {
        Admission admission = new Admission(ServerLimits.DEFAULT.withConnections(10, 1));
        for (int i = 0; i < 5; i++) {
            assertThat(admission.admit(ServerFixture.LOOPBACK, true)).isNotNull();
        }
        assertThat(admission.admit(ServerFixture.LOOPBACK, true)).isNull();
        InetAddress remote = new InetSocketAddress("192.0.2.1", 1).getAddress();
        assertThat(admission.admit(remote, false)).isNotNull();
    }
}
