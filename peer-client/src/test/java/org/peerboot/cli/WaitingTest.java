package org.peerboot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.peerboot.wire.ClusterStatus;

class WaitingTest {
    private final AtomicLong nanos = new AtomicLong();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal = new Terminal(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            false,
            false,
            100,
            Map.of(),
            nanos::get,
            millis -> nanos.addAndGet(millis * 1_000_000));

    @Test
    void goesOnWhileTheTrackerRestartsAndSaysSoOnce() throws Exception {
        Waiting waiting = new Waiting(terminal, null);
        waiting.patiently(() -> status(5, 0));
        AtomicInteger asked = new AtomicInteger();
        ClusterStatus back = waiting.patiently(() -> {
            if (asked.incrementAndGet() <= 3) {
                throw away();
            }
            return status(16, 0);
        });
        assertThat(Waiting.over(back)).isTrue();
        assertThat(asked).hasValue(4);
        assertThat(err.toString().lines())
                .containsExactly("peerboot: tracker http://a:1: is away; peers go on without it, asking again");
    }

    @Test
    void givesUpOnATrackerThatStaysAwayForAMinute() throws Exception {
        Waiting waiting = new Waiting(terminal, null);
        waiting.patiently(() -> status(5, 0));
        assertThatThrownBy(() -> waiting.patiently(() -> {
                    throw away();
                }))
                .hasMessage("tracker http://a:1: is away");
        assertThat(nanos.get()).isGreaterThan(60_000_000_000L);
    }

    @Test
    void doesNotWaitForATrackerThatNeverAnswered() {
        Waiting waiting = new Waiting(terminal, null);
        assertThatThrownBy(() -> waiting.patiently(() -> {
                    throw away();
                }))
                .isInstanceOf(CommandException.class);
        assertThat(nanos).hasValue(0);
    }

    @Test
    void endsAtItsTimeLimitAndSaysHowFarItWas() throws Exception {
        Waiting waiting = new Waiting(terminal, Duration.ofSeconds(10));
        waiting.pause(11_000, "5 of 16 nodes");
        assertThatThrownBy(() -> waiting.pause(1, "5 of 16 nodes"))
                .hasMessage("not complete after 10 s (5 of 16 nodes); the transfer goes on:"
                        + " wait longer with --timeout, or see 'peerboot status --nodes'");
    }

    @Test
    void isOverWhenTheRestHasFailedAndSaysSo() {
        assertThat(Waiting.over(status(5, 0))).isFalse();
        assertThat(Waiting.over(status(14, 2))).isTrue();
        assertThatThrownBy(() -> Waiting.exitCode(status(14, 2), null))
                .hasMessage("image rocky9:v8: complete on 14 of 16 nodes, failed on 2;"
                        + " 'peerboot status --failed' says why");
        assertThat(Waiting.exitCode(status(16, 0), null)).isZero();
    }

    private static ClusterStatus status(int complete, int failed) {
        return Samples.status(Samples.transfer(complete, failed), List.of());
    }

    private static CommandException away() {
        return new CommandException(ExitCode.NOT_REACHABLE, "tracker http://a:1: is away");
    }
}
