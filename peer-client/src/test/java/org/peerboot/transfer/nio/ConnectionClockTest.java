package org.peerboot.transfer.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionClockTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final ConnectionClock clock = new ConnectionClock(ServerLimits.DEFAULT, 0);

    @Test
    void countsAHeadFromItsFirstByte() {
        clock.headBegins(10 * SECOND);
        assertThat(clock.headerOverdue(15 * SECOND - 1)).isFalse();
        assertThat(clock.headerOverdue(15 * SECOND)).isTrue();
        assertThat(clock.idleOverdue(100 * SECOND)).isFalse();
        clock.headEnds();
        assertThat(clock.headerOverdue(100 * SECOND)).isFalse();
    }

    @Test
    void countsIdlenessAndSilenceFromTheLastProgress() {
        clock.progress(5 * SECOND);
        assertThat(clock.idleOverdue(65 * SECOND - 1)).isFalse();
        assertThat(clock.idleOverdue(65 * SECOND)).isTrue();
        assertThat(clock.writeOverdue(35 * SECOND - 1)).isFalse();
        assertThat(clock.writeOverdue(35 * SECOND)).isTrue();
    }

    @Test
    void lingersLongerWhilePayloadMayBeInTheKernel() {
        clock.lingers(0, false);
        assertThat(clock.lingerOverdue(2 * SECOND - 1)).isFalse();
        assertThat(clock.lingerOverdue(2 * SECOND)).isTrue();
        clock.lingers(0, true);
        assertThat(clock.lingerOverdue(2 * SECOND)).isFalse();
        assertThat(clock.lingerOverdue(30 * SECOND)).isTrue();
    }
}
