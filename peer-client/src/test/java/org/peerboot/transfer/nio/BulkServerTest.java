package org.peerboot.transfer.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.peerboot.transfer.nio.ServerFixture.get;
import static org.peerboot.transfer.nio.ServerFixture.request;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.transfer.Pace;

class BulkServerTest {
    private static final int SIZE = 30_000_001;
    private static final int LARGE = 5 << 20;

    @TempDir
    Path dir;

    private ServerFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new ServerFixture(dir, SIZE, Pace.UNLIMITED, ServerLimits.DEFAULT, BulkServerTest::others);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Answer others(BulkRequest request) {
        return switch (request.path()) {
            case "/busy" -> new Answer.Text(503, "all slots taken", Map.of("Retry-After", "2"));
            case "/broken" -> throw new IllegalStateException("a handler's bug");
            case "/echo é" -> new Answer.Text(200, request.header("x-asked"));
            case "/large" -> new Answer.Text(200, "x".repeat(LARGE));
            default -> new Answer.Text(404, "no " + request.path());
        };
    }

    @Test
    void servesTheWholeFile() throws Exception {
        try (RawConnection client = fixture.connect()) {
            RawConnection.Response response = client.send(get("/file")).receive();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.headers())
                    .containsEntry("etag", "\"tag\"")
                    .containsEntry("accept-ranges", "bytes")
                    .containsEntry("content-length", "" + SIZE)
                    .containsEntry("content-type", "application/octet-stream")
                    .doesNotContainKey("connection");
            assertThat(response.body()).isEqualTo(fixture.bytes);
            assertThat(fixture.onLoop(fixture.sent::get)).isEqualTo(SIZE);
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        try (RawConnection client = fixture.connect()) {
            client.send(get("/file", "Range: bytes=0-99999")
                    + get("/missing")
                    + request("HEAD", "/file")
                    + get("/file", "Range: bytes=100000-")
                    + get("/busy"));
            assertThat(client.receive().body()).isEqualTo(Arrays.copyOf(fixture.bytes, 100_000));
            assertThat(client.receive().text()).isEqualTo("no /missing\n");
            assertThat(client.receive(false).headers()).containsEntry("content-length", "" + SIZE);
            RawConnection.Response rest = client.receive();
            assertThat(rest.headers()).containsEntry("content-range", "bytes 100000-30000000/30000001");
            assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(fixture.bytes, 100_000, SIZE));
            assertThat(client.receive().headers()).containsEntry("retry-after", "2");
        }
        assertThat(fixture.onLoop(() -> fixture.payload.users.get())).isZero();
    }

    @Test
    void servesWhatIsHeldAndSaysWhatIsNot() throws Exception {
        try (RawConnection client = fixture.connect()) {
            assertThat(client.send(get("/half", "Range: bytes=0-14999999"))
                            .receive()
                            .status())
                    .isEqualTo(206);
            RawConnection.Response beyond =
                    client.send(get("/half", "Range: bytes=10000000-29999999")).receive();
            assertThat(beyond.status()).isEqualTo(404);
            assertThat(beyond.text()).isEqualTo("bytes 10000000-29999999 of 30000001 are not held here yet\n");
            assertThat(fixture.onLoop(() -> fixture.half.users.get())).isZero();
        }
    }

    @Test
    void endsTheConnectionAfterAnHttp10Request() throws Exception {
        try (RawConnection client = fixture.connect()) {
            RawConnection.Response response = client.send("GET /file HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                    .receive();
            assertThat(response.body()).isEqualTo(fixture.bytes);
            assertThat(response.headers()).containsEntry("connection", "close");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void endsTheConnectionWhenAskedTo() throws Exception {
        try (RawConnection client = fixture.connect()) {
            assertThat(client.send(get("/file", "Connection: close")).receive().body())
                    .hasSize(SIZE);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void decodesThePathAndHandsHeadersOver() throws Exception {
        try (RawConnection client = fixture.connect()) {
            RawConnection.Response response = client.send(
                            "GET http://peer:80/echo%20%C3%A9?x=1 HTTP/1.1\r\nHost: peer\r\nX-Asked: one\r\nx-asked: two\r\n\r\n")
                    .receive();
            assertThat(response.text()).isEqualTo("one, two\n");
        }
    }

    @Test
    void sendsATextOfMegabytes() throws Exception {
        try (RawConnection client = fixture.connect()) {
            assertThat(client.send(get("/large")).receive().body()).hasSize(LARGE + 1);
        }
    }

    @Test
    void endsTheConnectionWhenAFileIsCutShort() throws Exception {
        try (FileChannel file = FileChannel.open(fixture.path, StandardOpenOption.WRITE);
                RawConnection client = fixture.connect()) {
            client.send(get("/file"));
            assertThat(client.line(client.socket.getInputStream())).startsWith("HTTP/1.1 200");
            file.truncate(1000);
            assertThatThrownBy(() -> client.socket.getInputStream().readAllBytes())
                    .hasMessage("Connection reset");
            assertThat(fixture.onLoop(() -> fixture.payload.users.get())).isZero();
        }
    }

    @Test
    void answersAHandlersBugWith500AndGoesOn() throws Exception {
        try (RawConnection client = fixture.connect()) {
            RawConnection.Response response = client.send(get("/broken")).receive();
            assertThat(response.status()).isEqualTo(500);
            assertThat(response.text()).doesNotContain("bug");
        }
        try (RawConnection client = fixture.connect()) {
            assertThat(client.send(get("/missing")).receive().status()).isEqualTo(404);
        }
    }

    @Test
    void refusesOtherMethods() throws Exception {
        try (RawConnection client = fixture.connect()) {
            RawConnection.Response response =
                    client.send(request("DELETE", "/file")).receive();
            assertThat(response.status()).isEqualTo(405);
            assertThat(response.headers()).containsEntry("allow", "GET, HEAD");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void refusesTwoContentLengths() throws Exception {
        try (RawConnection client = fixture.connect()) {
            RawConnection.Response response = client.send(get("/file", "Content-Length: 0", "Content-Length: 0"))
                    .receive();
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.text()).isEqualTo("header content-length twice\n");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void refusesAHeaderOfAMegabyteAndTheClientSeesIt() throws Exception {
        try (RawConnection client = fixture.connect()) {
            client.send("GET /file HTTP/1.1\r\nHost: peer\r\nX: " + "x".repeat(1 << 20) + "\r\n\r\n");
            RawConnection.Response response = client.receive();
            assertThat(response.status()).isEqualTo(431);
            assertThat(response.text()).isEqualTo("head of more than 8192 bytes\n");
        }
    }

    @Test
    void finishesAnAnswerForAClientThatHasShutItsSide() throws Exception {
        try (RawConnection client = fixture.connect()) {
            client.send(get("/file"));
            client.socket.shutdownOutput();
            assertThat(client.receive().body()).isEqualTo(fixture.bytes);
        }
    }
}
