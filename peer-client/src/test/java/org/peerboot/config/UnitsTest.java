package org.peerboot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerboot.image.RefusedException;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0B, 0",
        "512B, 512",
        "256MiB, 268435456",
        "1.5 GiB, 1610612736",
        "20GB, 20000000000",
        "8TiB, 8796093022208"
    })
    void readsSizes(String text, long bytes) {
        assertThat(Bytes.parse(text).value()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "-1B", "1gib", "1Gbit", "1 GB/s", "1e3B", "9000000000000TB", "GiB", "1,5GB"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> Bytes.parse(text))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageEndingWith("write a size such as 256MiB, 20GB or 512B");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "unlimited, -1", "1Gbit/s, 125000000", "20MB/s, 20000000", "1MiB/s, 1048576", "56kbit/s, 7000"})
    void readsRates(String text, long bytesPerSecond) {
        assertThat(Rate.parse(text).bytesPerSecond()).isEqualTo(bytesPerSecond);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20MB", "20", "none", "1Gb/s", "-1MB/s", "/s"})
    void refusesWhatIsNoRate(String text) {
        assertThatThrownBy(() -> Rate.parse(text))
                .isInstanceOf(RefusedException.class)
                .hasMessageEndingWith("write a rate such as 20MB/s, 1Gbit/s, 0 or unlimited");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0B", "256MiB", "1000B", "3TiB", "1025KiB"})
    void writesASizeThatReadsTheSame(String text) {
        assertThat(Bytes.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "unlimited", "256MiB/s"})
    void writesARateThatReadsTheSame(String text) {
        assertThat(Rate.parse(text)).hasToString(text);
    }

    @Test
    void readsDurations() {
        assertThat(Durations.parse("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThat(Durations.parse("10s")).isEqualTo(Duration.ofSeconds(10));
        assertThat(Durations.parse("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Durations.parse("2h")).isEqualTo(Duration.ofHours(2));
        assertThat(Durations.parse("7d")).isEqualTo(Duration.ofDays(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 s", "-1s", "1.5s", "PT5S", "1min"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("write a duration such as 10s, 5m or 250ms");
    }
}
