package org.peerboot.transfer.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerboot.transfer.Pace;
import org.peerboot.wire.Limits;

class BulkClientTest {
    private static final int SIZE = 5_000_001;

    @TempDir
    Path dir;

    private ServerFixture fixture;
    private BulkClient client;

    @BeforeEach
    void open() throws Exception {
        fixture = new ServerFixture(dir, SIZE, Pace.UNLIMITED, ServerLimits.DEFAULT, BulkClientTest::others);
        client = new BulkClient(fixture.loop, null, ClientTimeouts.DEFAULT);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Answer others(BulkRequest request) {
        return switch (request.path()) {
            case "/who am i" -> new Answer.Text(200, request.header("authorization"));
            case "/where from" ->
                new Answer.Text(200, request.remote().getAddress().getHostAddress());
            case "/busy" -> new Answer.Text(503, "all 4 slots\ntaken", Map.of("Retry-After", "2"));
            default -> new Answer.Text(403, "capability expired");
        };
    }

    private BulkConnection connect(InetSocketAddress to, HeardEvents heard) throws Exception {
        return fixture.onLoop(() -> client.connect(to, heard));
    }

    private BulkConnection ask(InetSocketAddress to, HeardEvents heard, Consumer<BulkConnection> requests)
            throws Exception {
        BulkConnection connection = connect(to, heard);
        fixture.onLoop(() -> {
            requests.accept(connection);
            return null;
        });
        assertThat(heard.next()).isEqualTo("connected");
        return connection;
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 300_000, SIZE + 1000})
    void putsExactlyWhatWasAskedIntoTheTargets(int atOnce) throws Exception {
        HeardEvents heard = new HeardEvents(SIZE + 1000, atOnce);
        BulkConnection connection = ask(fixture.address(), heard, asked -> {
            asked.get("/file", 0, 100, "");
            asked.get("/file", 100, 1, "");
            asked.get("/file", 101, SIZE - 101, "");
        });
        assertThat(heard.payload(SIZE)).isEqualTo(fixture.bytes);
        assertThat(fixture.onLoop(connection::outstanding)).isZero();
    }

    @Test
    void takesPayloadNoFasterThanItMayAndTheRestAsFastAsItCan() throws Exception {
        int slow = 1_000_000;
        HeardEvents heard = new HeardEvents(SIZE, 300_000);
        long begun = System.nanoTime();
        BulkConnection connection = ask(fixture.address(), heard, asked -> {
            asked.pace(2_000_000);
            asked.get("/file", 0, slow, "");
        });
        heard.payload(slow);
        assertThat(System.nanoTime() - begun).isGreaterThan(450_000_000L);
        fixture.onLoop(() -> {
            connection.get("/file", slow, SIZE - slow, "");
            connection.pace(0);
            connection.pace(Limits.UNLIMITED);
            return null;
        });
        assertThat(heard.payload(SIZE)).isEqualTo(fixture.bytes);
    }

    @Test
    void showsItsCapability() throws Exception {
        HeardEvents heard = new HeardEvents(1, 1);
        ask(fixture.address(), heard, connection -> connection.getWhole("/who am i", "abc.def", 100));
        assertThat(heard.next()).isEqualTo("document " + "Peerboot abc.def\n".length());
    }

    @Test
    void comesFromTheAddressItIsBoundTo() throws Exception {
        client = new BulkClient(fixture.loop, InetAddress.getByName("127.0.0.77"), ClientTimeouts.DEFAULT);
        HeardEvents heard = new HeardEvents(1, 1);
        ask(fixture.address(), heard, connection -> connection.getWhole("/where from", "", 100));
        assertThat(heard.next()).isEqualTo("document " + "127.0.0.77\n".length());
    }

    @Test
    void endsAConnectionWhoseListenerFailsAndTellsIt() throws Exception {
        HeardEvents heard = new HeardEvents(5, 5);
        ask(fixture.address(), heard, connection -> connection.get("/file", 0, 10, ""));
        heard.payload(5);
        assertThat(heard.next()).contains("listener gave a full buffer with 5 bytes to come");
    }

    @Test
    void goesOnAfterARefusal() throws Exception {
        HeardEvents heard = new HeardEvents(1000, 1000);
        ask(fixture.address(), heard, connection -> {
            connection.get("/busy", 0, 10, "");
            connection.get("/secret", 0, 10, "");
            connection.get("/file", SIZE - 10, 10, "");
        });
        assertThat(heard.next()).isEqualTo("refused 503 all 4 slots 2000");
        assertThat(heard.next()).isEqualTo("refused 403 capability expired 0");
        assertThat(heard.payload(10)).isEqualTo(Arrays.copyOfRange(fixture.bytes, SIZE - 10, SIZE));
    }

    @Test
    void takesNoMoreRequestsThanItsBound() throws Exception {
        BulkConnection connection = connect(fixture.address(), new HeardEvents(100, 100));
        fixture.onLoop(() -> {
            for (int i = 0; i < BulkConnection.MAX_OUTSTANDING; i++) {
                connection.get("/file", i, 1, "");
            }
            assertThatThrownBy(() -> connection.get("/file", 0, 1, "")).hasMessageContaining("outstanding=64");
            return null;
        });
    }

    @Test
    void refusesACapabilityThatWouldBreakTheRequest() throws Exception {
        BulkConnection connection = connect(fixture.address(), new HeardEvents(100, 100));
        fixture.onLoop(() -> {
            assertThatThrownBy(() -> connection.get("/file", 0, 1, "a\r\nX: y"))
                    .hasMessageContaining("is not of visible ASCII");
            return null;
        });
    }

    @Test
    void saysNothingMoreOnceReset() throws Exception {
        HeardEvents heard = new HeardEvents(SIZE, SIZE);
        BulkConnection connection = connect(fixture.address(), heard);
        assertThat(heard.next()).isEqualTo("connected");
        fixture.onLoop(() -> {
            connection.get("/file", 0, SIZE, "");
            connection.reset();
            assertThat(connection.isOpen()).isFalse();
            return null;
        });
        HeardEvents later = new HeardEvents(SIZE, SIZE);
        BulkConnection second = connect(fixture.address(), later);
        assertThat(later.next()).isEqualTo("connected");
        fixture.onLoop(() -> {
            second.getWhole("/who am i", "x", 100);
            return null;
        });
        assertThat(later.next()).startsWith("document");
        fixture.onLoop(() -> {
            heard.connected();
            return null;
        });
        assertThat(heard.next()).isEqualTo("connected");
    }

    @Test
    void namesTheAddressThatRefusedToConnect() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, ServerFixture.LOOPBACK)) {
            free = socket.getLocalPort();
        }
        HeardEvents heard = new HeardEvents(1, 1);
        connect(new InetSocketAddress(ServerFixture.LOOPBACK, free), heard);
        assertThat(heard.next()).isEqualTo("closed cannot connect to 127.0.0.1:" + free + ": Connection refused");
    }

    @Test
    void losesASilentSource() throws Exception {
        client = new BulkClient(
                fixture.loop,
                null,
                new ClientTimeouts(Duration.ofSeconds(3), Duration.ofMillis(80), Duration.ofDays(1)));
        try (FakeSource source = new FakeSource("HTTP/1.1 206 Partial Content\r\n", false)) {
            HeardEvents heard = new HeardEvents(10, 10);
            ask(source.address(), heard, connection -> connection.get("/file", 0, 10, ""));
            assertThat(heard.next())
                    .startsWith("closed timeout: no byte from 127.0.0.1:")
                    .endsWith("for 80 ms with 1 requests outstanding");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "200 OK|Content-Length: 10; asked for a range from 5, answered with the whole",
                "206 P|Content-Length: 10; asked for bytes 5-14/*, answered with status 206 Content-Range \"\"",
                "206 P|Content-Length: 10|Content-Range: bytes 4-13/99; answered with status 206 Content-Range \"bytes 4",
                "206 P|Content-Length: 10|Content-Range: bytes 5-14/14; lies beyond its own total",
                "206 P|Content-Length: 9|Content-Range: bytes 5-13/99; asked for 10 bytes, answered with 9",
                "206 P|Content-Range: bytes 5-14/99; no Content-Length",
                "206 P|Content-Length: 10|Content-Length: 10; header content-length twice",
                "206 P|Content-Length: 10|Transfer-Encoding: chunked; Content-Length together with Transfer-Encoding",
                "206 P|Transfer-Encoding: chunked; asked for 10 bytes, answered with chunks",
                "100 Continue; status 100, which was not asked for",
                "404 Not Found|Content-Length: 999999; status 404 of 999999 bytes, the limit is 65536",
                "206 P|Content-Length : 10; a header line that is not name:value",
                "206 P|X: 1| folded; a header folded over two lines",
            })
    void callsAWrongAnswerAProtocolError(String head, String cause) throws Exception {
        String words = "HTTP/1.1 " + head.replace("|", "\r\n") + "\r\n\r\n0123456789";
        try (FakeSource source = new FakeSource(words, false)) {
            HeardEvents heard = new HeardEvents(100, 100);
            ask(source.address(), heard, connection -> connection.get("/file", 5, 10, ""));
            assertThat(heard.next())
                    .startsWith("closed protocol error: 127.0.0.1:")
                    .contains(cause);
        }
    }

    @Test
    void saysWhenASourceClosesInTheMiddle() throws Exception {
        String words = "HTTP/1.1 206 P\r\nContent-Length: 10\r\nContent-Range: bytes 5-14/99\r\n\r\n0123";
        try (FakeSource source = new FakeSource(words, true)) {
            HeardEvents heard = new HeardEvents(100, 100);
            ask(source.address(), heard, connection -> connection.get("/file", 5, 10, ""));
            assertThat(heard.payload(4)).isEqualTo("0123".getBytes(StandardCharsets.US_ASCII));
            assertThat(heard.next()).startsWith("closed closed by 127.0.0.1:").endsWith("with 1 requests outstanding");
        }
    }

    @Test
    void takesNoAnswerToNothing() throws Exception {
        String words = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2";
        try (FakeSource source = new FakeSource(words, false)) {
            HeardEvents heard = new HeardEvents(100, 100);
            ask(source.address(), heard, connection -> connection.get("/file", 0, 1, ""));
            assertThat(heard.payload(1)).isEqualTo("1".getBytes(StandardCharsets.US_ASCII));
            assertThat(heard.next()).endsWith("answered with status 200 to nothing that was asked");
        }
    }
}
