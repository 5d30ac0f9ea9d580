package org.peerboot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MIB = 1 << 20;

    private final AtomicLong now = new AtomicLong();
    private final StringWriter written = new StringWriter();

    @Test
    void drawsABarWithBytesRateAndTimeLeft() {
        assertThat(new Progress("rocky9:v8", 64 * MIB, 256 * MIB, 32 * MIB, 6L).bar())
                .isEqualTo("rocky9:v8 [=====>              ] 25 %, 64.0 MiB of 256.0 MiB, 32.0 MiB/s, 6 s left");
        assertThat(new Progress("rocky9:v8", 256 * MIB, 256 * MIB, 32 * MIB, 0L).bar())
                .isEqualTo("rocky9:v8 [====================] 100 %, 256.0 MiB of 256.0 MiB, 32.0 MiB/s");
    }

    @Test
    void drawsAnEmptyImageAsDone() {
        assertThat(new Progress("a:v1", 0, 0, 0, null).bar())
                .isEqualTo("a:v1 [====================] 100 %, 0 B of 0 B, 0.0 MiB/s");
    }

    @Test
    void saysTheSameInALogWithoutABar() {
        assertThat(new Progress("rocky9:v8", 64 * MIB, 256 * MIB, 0, null).plain())
                .isEqualTo("rocky9:v8: 25 %, 64.0 MiB of 256.0 MiB, 0.0 MiB/s");
    }

    @Test
    void measuresTheRateOverTheLastFiveSecondsAlone() {
        RateMeter meter = new RateMeter();
        meter.at(0, 0);
        for (int second = 1; second <= 10; second++) {
            meter.at(second * SECOND, second <= 5 ? 0 : (second - 5) * 10 * MIB);
        }
        assertThat(meter.bytesPerSecond()).isEqualTo(10 * MIB);
        assertThat(meter.etaSeconds(100 * MIB)).isEqualTo(5);
    }

    @Test
    void cannotTellTheTimeLeftWhileNothingMoves() {
        RateMeter meter = new RateMeter();
        assertThat(meter.etaSeconds(10)).isNull();
        meter.at(0, 5);
        meter.at(SECOND, 5);
        assertThat(meter.etaSeconds(10)).isNull();
    }

    @Test
    void paintsOverItsLinesOnATerminalAndCutsThoseThatWouldWrap() {
        LiveOutput live = live(true, 10);
        live.show(List.of("one", "a line too long"), "plain");
        live.show(List.of("a tenth of a second too early"), "plain");
        now.addAndGet(SECOND / 10);
        live.show(List.of("two"), "plain");
        assertThat(written.toString())
                .isEqualTo("\rone\033[K\n\ra line to\033[K\n\033[J" + "\033[2A\rtwo\033[K\n\033[J");
    }

    @Test
    void leavesTheLastStateOnTheScreen() {
        LiveOutput live = live(true, 80);
        live.end(List.of("done"), "plain");
        live.show(List.of("next"), "plain");
        assertThat(written.toString()).isEqualTo("\rdone\033[K\n\033[J\rnext\033[K\n\033[J");
    }

    @Test
    void writesALogALineInTwoSecondsAndNoneTwice() {
        LiveOutput live = live(false, 80);
        live.show(List.of(), "1 %");
        now.addAndGet(SECOND);
        live.show(List.of(), "2 %");
        now.addAndGet(SECOND);
        live.show(List.of(), "3 %");
        now.addAndGet(2 * SECOND);
        live.show(List.of(), "3 %");
        live.end(List.of(), "100 %");
        assertThat(written.toString().lines()).containsExactly("1 %", "3 %", "100 %");
    }

    private LiveOutput live(boolean tty, int columns) {
        return new LiveOutput(new PrintWriter(written), tty, columns, now::get);
    }
}
