package org.peerboot.transfer.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests from bytes to records; {@code |} stands for CR LF, {@code ^} for LF, {@code _} for CR. */
class RequestParserTest {
    private static final InetSocketAddress REMOTE = new InetSocketAddress(ServerFixture.LOOPBACK, 1);

    private static RequestHead parse(String request) throws MalformedException {
        HeadScanner scanner = new HeadScanner(8192, 65);
        String text = request.replace("|", "\r\n").replace('^', '\n').replace('_', '\r');
        switch (scanner.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)))) {
            case DONE:
                return RequestParser.parse(scanner.lines(), REMOTE);
            case MORE:
                throw new AssertionError("not a whole head: " + request);
            default:
                throw new MalformedException(scanner.problem());
        }
    }

    @Test
    void readsMethodPathAndHeaders() throws Exception {
        RequestHead head = parse("GET /images/sha256:ab/data HTTP/1.1|HOST: n1:7001|X-A:  one \t|x-a: two||");
        assertThat(head.request().method()).isEqualTo("GET");
        assertThat(head.request().path()).isEqualTo("/images/sha256:ab/data");
        assertThat(head.request().headers()).containsEntry("host", "n1:7001").containsEntry("x-a", "one, two");
        assertThat(head.request().remote()).isEqualTo(REMOTE);
        assertThat(head.keepAlive()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/a%20b, /a b",
        "/%C3%A9, /é",
        "/~user/name:tag, /~user/name:tag",
        "/a?b=/../c, /a",
        "/a//b/, /a//b/",
        "http://n1, /",
        "http://n1:80/x, /x",
        "HTTP://[fe80::1]:80/x?y, /x",
        "http://n1?y, /",
    })
    void readsThePathOfATarget(String target, String path) throws Exception {
        assertThat(parse("GET " + target + " HTTP/1.1|Host: n1||").request().path())
                .isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../etc/passwd", "/a/%2e%2e/b", "/.", "/a%2fb", "/a%5Cb", "/%00", "/%0a", "/%7f", "/%", "/%4", "/%zz",
                "/%+1", "/%c3", "/%c0%ae", "/a#b", "/a\"b", "/a\\b", "/é", "*", "n1:80", "ftp://n1/x", "http:///x",
                "http://user@n1/x", "https://n1/", "a", "/a?b c", "/a?b\"",
            })
    void refusesATarget(String target) {
        assertThatThrownBy(() -> parse("GET " + target + " HTTP/1.1|Host: n1||"))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "GET / HTTP/1.1||; no Host header",
                "GET / HTTP/1.1|Host:||; a Host header that names no host",
                "GET / HTTP/1.1|Host: a b||; a Host header that names no host",
                "GET / HTTP/1.1|Host: a/b||; a Host header that names no host",
                "GET / HTTP/1.1|Host: a|Host: a||; header host twice",
                "GET / HTTP/1.1|Host: a|Content-Length: 5||; a GET with a body",
                "GET / HTTP/1.1|Host: a|Content-Length: 0|Content-Length: 5||; header content-length twice",
                "GET / HTTP/1.1|Host: a|Content-Length: 0, 0||; a Content-Length that is not a number",
                "GET / HTTP/1.1|Host: a|Content-Length: +0||; a Content-Length that is not a number",
                "GET / HTTP/1.1|Host: a|Content-Length: -1||; a Content-Length that is not a number",
                "GET / HTTP/1.1|Host: a|Transfer-Encoding: chunked||; a GET with a body",
                "GET / HTTP/1.1|Host: a|Content-Length: 0|Transfer-Encoding: x||; Content-Length together with Transfer-",
                "POST / HTTP/1.1|Host: a|Content-Length: 1|Transfer-Encoding: x||; Content-Length together with Transfer",
                "GET / HTTP/1.1|Host: a|X: b| c||; a header folded over two lines",
                "GET / HTTP/1.1|Host : a||; a header line that is not name:value",
                "GET / HTTP/1.1|: a||; a header line that is not name:value",
                "GET / HTTP/1.1|Host||; a header line that is not name:value",
                "GET / HTTP/1.1|Ho(st: a||; a header line that is not name:value",
                "GET / HTTP/1.1^|Host: a||; LF without CR in line 1",
                "GET / HTTP/1.1_X|Host: a||; CR without LF in line 1",
                "GET / HTTP/1.1|Host: a\u0000||; control character 0x00 in line 2",
                "GET / HTTP/1.1|Host: a\u007f||; control character 0x7f in line 2",
                "GET  / HTTP/1.1|Host: a||; a request line that is not method, target and version",
                "GET / HTTP/1.1 |Host: a||; a request line that is not method, target and version",
                "GET /|Host: a||; a request line that is not method, target and version",
                "GET\t/ HTTP/1.1|Host: a||; a request line that is not method, target and version",
                "G(T / HTTP/1.1|Host: a||; a method that is not a token",
                "GET / http/1.1|Host: a||; a request line that does not end with HTTP/1.1",
                "||GET / HTTP/1.1|Host: a||; empty lines in place of a head",
            })
    void refusesWhatTwoParsersCouldReadInTwoWays(String request, String why) {
        assertThatThrownBy(() -> parse(request))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.status()).isEqualTo(400))
                .hasMessageContaining(why);
    }

    @Test
    void takesOneEmptyLineBeforeARequestAndALengthOfZero() throws Exception {
        assertThat(parse("|GET / HTTP/1.1|Host: a|Content-Length: 0||").keepAlive())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"POST, 1.1, 405", "get, 1.1, 405", "GET, 2.0, 505", "GET, 1.9, 505"})
    void saysWhichMethodsAndVersionsItSpeaks(String method, String version, int status) {
        assertThatThrownBy(() -> parse(method + " / HTTP/" + version + "|Host: a||"))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    void knowsWhetherTheConnectionGoesOn() throws Exception {
        assertThat(parse("GET / HTTP/1.1|Host: a|Connection: x, Close||").keepAlive())
                .isFalse();
        RequestHead old = parse("GET / HTTP/1.0||");
        assertThat(old.http11()).isFalse();
        assertThat(old.keepAlive()).isFalse();
    }

    @Test
    void boundsBytesAndLines() {
        HeadScanner scanner = new HeadScanner(100, 3);
        assertThat(scanner.feed(ByteBuffer.wrap(new byte[0]))).isEqualTo(HeadScanner.State.MORE);
        String long101 = "GET / HTTP/1.1\r\nX: " + "x".repeat(82);
        assertThat(scanner.feed(ByteBuffer.wrap(long101.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(HeadScanner.State.TOO_LARGE);
        assertThat(scanner.problem()).isEqualTo("head of more than 100 bytes");
        scanner.reset();
        assertThat(scanner.feed(ByteBuffer.wrap("a\r\nb\r\nc\r\nd\r\n\r\n".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(HeadScanner.State.TOO_LARGE);
        assertThat(scanner.problem()).isEqualTo("head of more than 3 lines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a b/é%?#", "/~user/name:tag", "/a//b"})
    void encodesAPathSoThatItIsReadBack(String path) throws Exception {
        assertThat(RequestPath.ofTarget(RequestPath.encode(path))).isEqualTo(path);
    }
}
