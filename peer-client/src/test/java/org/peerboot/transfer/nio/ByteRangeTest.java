package org.peerboot.transfer.nio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-99, 0, 100",
        "bytes=10-, 10, 90",
        "bytes=99-, 99, 1",
        "bytes=-1, 99, 1",
        "bytes=-100, 0, 100",
        "bytes=-1000, 0, 100",
        "bytes=50-1000, 50, 50",
        "bytes=50-99999999999999999999999999, 50, 50",
        "BYTES=007-8, 7, 2",
    })
    void isReadFromItsHeader(String header, long from, long count) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(new ByteRange(from, count, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=5",
                "bytes=5-4",
                "bytes=0-1,5-6",
                "bytes=0-1,",
                "lines=0-1",
                "bytes 0-1",
                "bytes=0 -1",
                "bytes=--1",
                "bytes=+0-1",
                "bytes=0x0-1",
                "bytes=٣-٤",
            })
    void isTheWholeWhenThereAreSeveralOrNone(String header) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(new ByteRange(0, 100, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"})
    void cannotBeSatisfiedBeyondTheEnd(String header) {
        assertThat(ByteRange.parse(header, 100)).isEqualTo(ByteRange.UNSATISFIABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=-5"})
    void cannotBeSatisfiedByNothing(String header) {
        assertThat(ByteRange.parse(header, 0)).isEqualTo(ByteRange.UNSATISFIABLE);
    }
}
