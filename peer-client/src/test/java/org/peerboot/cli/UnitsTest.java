package org.peerboot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1536, 1.5 KiB",
        "1048575, 1.0 MiB",
        "268435456, 256.0 MiB",
        "1073741824, 1.0 GiB",
        "9223372036854775807, 8192.0 PiB"
    })
    void writesSizesInTheLargestUnitThatFits(long bytes, String text) {
        assertThat(Units.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0 MiB/s", "1048576, 1.0 MiB/s", "1178599424, 1124.0 MiB/s"})
    void writesRatesInOneUnitSoThatTheyCompare(long rate, String text) {
        assertThat(Units.rate(rate)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min 00 s", "185, 3 min 05 s", "3600, 1 h 00 min", "93784, 26 h 03 min"})
    void writesDurations(long seconds, String text) {
        assertThat(Units.duration(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 0", "9999999, 10000000, 99", "10, 10, 100", "11, 10, 100", "0, 0, 100"})
    void saysAHundredPercentOnlyWhenAllIsThere(long done, long total, int percent) {
        assertThat(Units.percent(done, total)).isEqualTo(percent);
    }
}
