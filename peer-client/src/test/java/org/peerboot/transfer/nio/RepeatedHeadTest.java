package org.peerboot.transfer.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads as text; {@code |} stands for CR LF. */
class RepeatedHeadTest {
    private static final String LEARNED = "GET /x HTTP/1.1|Host: n1|Range: bytes=0-9|A: b||";

    private final RepeatedHead head = new RepeatedHead("Range", 70);

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private void learn(String text) {
        ByteBuffer in = bytes("before" + text);
        in.position(in.limit());
        head.learn(in, 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-19", "bytes=-5", "bytes=1-", "lines=1", "bytes=0-1, 4-5", "bytes=0-9"})
    void takesAHeadThatDiffersInTheValueAlone(String value) {
        learn(LEARNED);
        ByteBuffer in = bytes(LEARNED.replace("bytes=0-9", value) + "GET /next");
        assertThat(head.take(in)).isEqualTo(value);
        assertThat(StandardCharsets.ISO_8859_1.decode(in).toString()).isEqualTo("GET /next");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /x HTTP/1.1|Host: n1|Range: bytes=0-9|A: b|",
                "GET /y HTTP/1.1|Host: n1|Range: bytes=0-9|A: b||",
                "GET /x HTTP/1.1|Host: n1|Range: bytes=0-9|A: c||",
                "GET /x HTTP/1.1|Host: n1|Range: bytes=0-9|C: d|A: b||",
                "GET /x HTTP/1.1|Host: n1|Range: |A: b||",
                "GET /x HTTP/1.1|Host: n1|Range:  bytes=0-9|A: b||",
                "GET /x HTTP/1.1|Host: n1|Range: bytes=0-9 |A: b||",
                "GET /x HTTP/1.1|Host: n1|Range: bytes=0\t-9|A: b||",
                "GET /x HTTP/1.1|Host: n1|Range: bytes=00000000000000000000000000000000000000000-9|A: b||",
            })
    void leavesAnyOther(String text) {
        learn(LEARNED);
        ByteBuffer in = bytes(text);
        assertThat(head.take(in)).isNull();
        assertThat(in.position()).isZero();
    }

    @Test
    void knowsNothingAtFirstOrAfterAHeadWithoutTheHeader() {
        assertThat(head.take(bytes(LEARNED))).isNull();
        learn(LEARNED);
        learn("GET /x HTTP/1.1|Host: n1||");
        assertThat(head.take(bytes("GET /x HTTP/1.1|Host: n1||"))).isNull();
        assertThat(head.take(bytes(LEARNED))).isNull();
    }
}
