package org.peerboot.transfer.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.transfer.Pace;

class EventStreamTest {
    @TempDir
    Path dir;

    private final BlockingQueue<Subscriber> attached = new LinkedBlockingQueue<>();
    private final BlockingQueue<Subscriber> detached = new LinkedBlockingQueue<>();
    private final HeardEvents heard = new HeardEvents(1, 1);
    private ServerFixture fixture;

    @BeforeEach
    void open() throws Exception {
        Feed feed = new Feed() {
            @Override
            public void attach(Subscriber subscriber) {
                attached.add(subscriber);
                subscriber.send("welcome");
            }

            @Override
            public void detach(Subscriber subscriber) {
                detached.add(subscriber);
            }
        };
        fixture =
                new ServerFixture(dir, 1000, Pace.UNLIMITED, ServerLimits.DEFAULT, request -> new Answer.Events(feed));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Subscriber subscriber() throws Exception {
        Subscriber subscriber = attached.poll(10, TimeUnit.SECONDS);
        assertThat(subscriber).isNotNull();
        return subscriber;
    }

    private BulkConnection subscribe() throws Exception {
        BulkClient client = new BulkClient(fixture.loop, null, ClientTimeouts.DEFAULT);
        return fixture.onLoop(() -> {
            BulkConnection connection = client.connect(fixture.address(), heard);
            connection.subscribe("/events", "");
            return connection;
        });
    }

    @Test
    void carriesLinesToTheSubscriberAndEnds() throws Exception {
        subscribe();
        Subscriber subscriber = subscriber();
        fixture.onLoop(() -> subscriber.send("have é") && subscriber.send("x".repeat(Subscriber.MAX_LINE_BYTES)));
        assertThat(heard.next()).isEqualTo("connected");
        assertThat(heard.next()).isEqualTo("line welcome");
        assertThat(heard.next()).isEqualTo("line have é");
        assertThat(heard.next()).hasSize("line ".length() + Subscriber.MAX_LINE_BYTES);
        fixture.onLoop(() -> {
            subscriber.send("last words");
            subscriber.close();
            return null;
        });
        assertThat(heard.next()).isEqualTo("line last words");
        assertThat(heard.next()).startsWith("closed closed by 127.0.0.1:");
        assertThat(detached.poll(10, TimeUnit.SECONDS)).isSameAs(subscriber);
    }

    @Test
    void detachesOneThatLeaves() throws Exception {
        BulkConnection connection = subscribe();
        Subscriber subscriber = subscriber();
        fixture.onLoop(() -> {
            connection.reset();
            return null;
        });
        assertThat(detached.poll(10, TimeUnit.SECONDS)).isSameAs(subscriber);
        assertThat(fixture.onLoop(() -> subscriber.send("too late"))).isFalse();
    }

    @Test
    void closesOneThatIsTooSlow() throws Exception {
        try (RawConnection client = fixture.connect()) {
            client.send(ServerFixture.get("/events"));
            Subscriber subscriber = subscriber();
            String line = "x".repeat(60_000);
            int sent = 0;
            while (fixture.onLoop(() -> subscriber.send(line))) {
                sent++;
                assertThat(sent)
                        .as("lines that a reader who never reads was sent")
                        .isLessThan(1000);
            }
            assertThat(detached.poll(10, TimeUnit.SECONDS)).isSameAs(subscriber);
        }
    }

    @Test
    void gathersTheLinesOfATurnInOneChunk() throws Exception {
        try (RawConnection client = fixture.connect()) {
            client.send(ServerFixture.get("/events"));
            Subscriber subscriber = subscriber();
            RawConnection.Response head = client.receive();
            assertThat(head.headers()).containsEntry("transfer-encoding", "chunked");
            assertThat(client.line(client.socket.getInputStream())).isEqualTo("8");
            assertThat(client.socket.getInputStream().readNBytes(10)).hasSize(10);
            fixture.onLoop(() -> subscriber.send("a") && subscriber.send("b") && subscriber.send("c"));
            assertThat(client.line(client.socket.getInputStream())).isEqualTo("6");
        }
    }

    @Test
    @Tag("cluster")
    void beatsWhileThereIsNothingToSay() throws Exception {
        try (RawConnection client = fixture.connect()) {
            client.send(ServerFixture.get("/events"));
            client.receive();
            InputStream in = client.socket.getInputStream();
            assertThat(new String(in.readNBytes("8\r\nwelcome\n\r\n".length()), StandardCharsets.US_ASCII))
                    .contains("welcome");
            assertThat(new String(in.readNBytes(6), StandardCharsets.US_ASCII)).isEqualTo("1\r\n\n\r\n");
        }
    }

    @Test
    void givesAnHttp10ClientBareLines() throws Exception {
        try (RawConnection client = fixture.connect()) {
            client.send("GET /events HTTP/1.0\r\n\r\n");
            Subscriber subscriber = subscriber();
            assertThat(client.receive().headers()).doesNotContainKey("transfer-encoding");
            fixture.onLoop(() -> {
                subscriber.close();
                return null;
            });
            assertThat(client.socket.getInputStream().readAllBytes()).asString().isEqualTo("welcome\n");
        }
    }
}
