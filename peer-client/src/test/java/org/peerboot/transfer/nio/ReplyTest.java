package org.peerboot.transfer.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers for a payload of a hundred bytes, the first sixty of which are held. */
class ReplyTest {
    private static final Payload PAYLOAD = new Payload() {
        @Override
        public long size() {
            return 100;
        }

        @Override
        public boolean available(long position, long count) {
            return position + count <= 60;
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel to) {
            throw new AssertionError("a reply sends nothing itself");
        }

        @Override
        public void release() {}
    };

    private static Reply reply(String method, String... headers) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            fields.put(headers[i], headers[i + 1]);
        }
        String range = fields.getOrDefault("range", "");
        BulkRequest request = new BulkRequest(method, "/x", fields, new InetSocketAddress(ServerFixture.LOOPBACK, 1));
        return Reply.of(
                new RequestHead(request, range, true, true), new Answer.Body(PAYLOAD, "e1", "text/x", "stream"));
    }

    private static String head(Reply reply) {
        return StandardCharsets.ISO_8859_1.decode(reply.head().duplicate()).toString();
    }

    @Test
    void sendsARange() {
        Reply reply = reply("GET", "range", "bytes=10-19");
        assertThat(head(reply))
                .isEqualTo("HTTP/1.1 206 Partial Content\r\nContent-Length: 10\r\nContent-Range: bytes 10-19/100\r\n"
                        + "Content-Type: text/x\r\nAccept-Ranges: bytes\r\nETag: \"e1\"\r\n\r\n");
        assertThat(reply.from()).isEqualTo(10);
        assertThat(reply.count()).isEqualTo(10);
    }

    @Test
    void saysThatBytesAreNotHeld() {
        assertThat(head(reply("GET", "range", "bytes=50-60")))
                .startsWith("HTTP/1.1 404 ")
                .endsWith("\r\n\r\nbytes 50-60 of 100 are not held here yet\n");
        assertThat(head(reply("GET"))).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void saysHowLongItIsWhenARangeLiesBeyond() {
        assertThat(head(reply("GET", "range", "bytes=100-")))
                .startsWith("HTTP/1.1 416 ")
                .contains("\r\nContent-Range: bytes */100\r\n");
    }

    @Test
    void sendsARangeWhileTheImageIsStillTheSame() {
        assertThat(reply("GET", "range", "bytes=0-9", "if-range", "\"e1\"").count())
                .isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"e2\"", "W/\"e1\"", "e1", "Wed, 21 Oct 2015 07:28:00 GMT"})
    void forgetsTheRangeWhenTheImageIsAnother(String condition) {
        // The whole is not held, so a forgotten range shows as 404 for all hundred bytes.
        assertThat(head(reply("GET", "range", "bytes=0-9", "if-range", condition)))
                .contains("bytes 0-99 of 100 are not held");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"e1\"", "W/\"e1\"", "\"e0\", \"e1\""})
    void saysNotModified(String etags) {
        assertThat(head(reply("GET", "if-none-match", etags)))
                .isEqualTo("HTTP/1.1 304 Not Modified\r\nETag: \"e1\"\r\n\r\n");
    }

    @Test
    void sendsWhatIsModified() {
        assertThat(head(reply("GET", "if-none-match", "\"e2\"", "range", "bytes=0-0")))
                .startsWith("HTTP/1.1 206 ");
    }

    @Test
    void holdsNoBodyForHead() {
        RequestHead head = new RequestHead(
                new BulkRequest("HEAD", "/x", Map.of(), new InetSocketAddress(ServerFixture.LOOPBACK, 1)),
                "",
                true,
                false);
        assertThat(head(Reply.text(head, new Answer.Text(403, "no", Map.of("Content-Type", "text/y")))))
                .isEqualTo(
                        "HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 3\r\nContent-Type: text/y\r\n\r\n");
    }

    @Test
    void takesNoHeaderThatWouldSplitTheAnswer() {
        assertThatThrownBy(() -> new Answer.Text(200, "", Map.of("X", "a\r\nY: b")))
                .hasMessageContaining("is not printable ASCII");
        assertThatThrownBy(() -> new Answer.Body(PAYLOAD, "a\"b", "text/x", "s"))
                .hasMessageContaining("holds a quote");
    }
}
