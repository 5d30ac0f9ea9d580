package org.peerboot.transfer.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses from bytes to calls, however the bytes are split. */
class ResponseReaderTest {
    private static final class Heard implements BulkListener {
        final List<String> calls = new ArrayList<>();
        final ByteBuffer target = ByteBuffer.allocate(1000);
        final StringBuilder payload = new StringBuilder();

        @Override
        public ByteBuffer target() {
            return target.clear();
        }

        @Override
        public void received(int bytes) {
            payload.append(new String(target.array(), 0, bytes, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void refused(int status, String reason, long retryAfterMillis) {
            calls.add(status + " " + reason + " " + retryAfterMillis);
        }

        @Override
        public void line(String line) {
            calls.add(line);
        }

        @Override
        public void document(byte[] bytes) {
            calls.add("document " + new String(bytes, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void closed(String cause) {
            throw new AssertionError("the reader closes nothing");
        }
    }

    private static Heard read(String text, Random splits, Asked... asked) throws Exception {
        Heard heard = new Heard();
        ResponseReader reader = new ResponseReader(heard, new ArrayDeque<>(List.of(asked)), () -> true);
        ByteBuffer all = ByteBuffer.wrap(text.replace("|", "\r\n").getBytes(StandardCharsets.UTF_8));
        while (all.hasRemaining()) {
            int count = Math.min(all.remaining(), 1 + splits.nextInt(40));
            reader.consume(all.slice(all.position(), count));
            all.position(all.position() + count);
        }
        return heard;
    }

    @Test
    void readsAnswersInTheOrderOfTheRequestsHoweverTheyAreSplit() throws Exception {
        String text = "HTTP/1.1 206 Partial Content|Content-Length: 5|Content-Range: bytes 7-11/50||hello"
                + "HTTP/1.1 503 x|Content-Length: 5|Retry-After: 3||busy\n"
                + "HTTP/1.1 200 OK|Content-Length: 0||"
                + "HTTP/1.1 404|Content-Length: 0||"
                + "HTTP/1.1 200 OK|Content-Length: 4||data";
        for (int seed = 0; seed < 200; seed++) {
            Heard heard = read(
                    text,
                    new Random(seed),
                    new Asked.Bytes(7, 5),
                    new Asked.Bytes(0, 9),
                    new Asked.Document(10),
                    new Asked.Document(10),
                    new Asked.Bytes(0, 4));
            assertThat(heard.calls)
                    .as("seed %d", seed)
                    .containsExactly("503 busy 3000", "document ", "404 Not Found 0");
            assertThat(heard.payload.toString()).isEqualTo("hellodata");
        }
    }

    @Test
    void readsAnswersThatDifferInTheirRangeAlone() throws Exception {
        String text = "";
        Asked[] asked = new Asked[30];
        for (int i = 0; i < asked.length; i++) {
            asked[i] = new Asked.Bytes(8 + i, 2);
            text += "HTTP/1.1 206 Partial Content|Content-Length: 2|Content-Range: bytes " + (8 + i) + "-" + (9 + i)
                    + "/50|ETag: \"e\"||ab";
        }
        assertThat(read(text, new Random(1), asked).payload.toString()).isEqualTo("ab".repeat(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-1/50", "bytes 2-4/50", "bytes 2-3/3", "bytes 2-3", " bytes 2-3/50 x", "-"})
    void refusesAnotherRangeThanAskedInARepeatedAnswerToo(String range) {
        String head = "HTTP/1.1 206 Partial Content|Content-Length: 2|Content-Range: ";
        ByteBuffer all = ByteBuffer.wrap((head + "bytes 0-1/50||ab" + head + range + "||cd")
                .replace("|", "\r\n")
                .getBytes(StandardCharsets.UTF_8));
        ResponseReader reader = new ResponseReader(
                new Heard(), new ArrayDeque<>(List.of(new Asked.Bytes(0, 2), new Asked.Bytes(2, 2))), () -> true);
        assertThatThrownBy(() -> reader.consume(all)).isInstanceOf(MalformedException.class);
    }

    @Test
    void readsLinesAcrossChunks() throws Exception {
        String text = "HTTP/1.1 200 OK|Transfer-Encoding: chunked||1|\n|6|have 1|4|\nhav|B|e é\n\nlast\n|0||";
        for (int seed = 0; seed < 200; seed++) {
            Heard heard = read(text, new Random(seed), new Asked.Lines());
            assertThat(heard.calls).as("seed %d", seed).containsExactly("have 1", "have é", "last");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"|", "g|", "1;x=y|", "-1|", "00000001|", "1|ab|", "1\n", "1|a|0|X: y|", " 1|", "1|\u00ff|"})
    void refusesChunksBeyondTheSubset(String chunks) {
        String text = "HTTP/1.1 200 OK|Transfer-Encoding: chunked||" + chunks + "1|\n|";
        assertThatThrownBy(() -> read(text, new Random(1), new Asked.Lines())).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesALineWithoutEnd() {
        String line = "x".repeat(Subscriber.MAX_LINE_BYTES + 1);
        String text = "HTTP/1.1 200 OK|Transfer-Encoding: chunked||10001|" + line + "|";
        assertThatThrownBy(() -> read(text, new Random(1), new Asked.Lines()))
                .hasMessage("a line of more than 65536 bytes");
    }

    @Test
    void refusesADocumentThatIsTooLarge() {
        String text = "HTTP/1.1 200 OK|Content-Length: 11||01234567890";
        assertThatThrownBy(() -> read(text, new Random(1), new Asked.Document(10)))
                .hasMessage("status 200 of 11 bytes, the limit is 10");
    }

    @Test
    void makesAReasonSafeForTheLog() throws Exception {
        Heard heard =
                read("HTTP/1.1 403 x|Content-Length: 12||no\u001b[31m way\n2", new Random(1), new Asked.Document(10));
        assertThat(heard.calls).containsExactly("403 no?[31m way 0");
    }
}
