package org.peerboot.transfer.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.peerboot.transfer.nio.ServerFixture.get;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.transfer.Pace;

/** A pace that the test moves by hand, and eviction. */
class PaceTest {
    private static final int SIZE = 16 << 20;

    @TempDir
    Path dir;

    private final AtomicLong allowed = new AtomicLong();
    private final AtomicLong readyIn = new AtomicLong(Long.MAX_VALUE);
    private volatile int mostAtOnce = Integer.MAX_VALUE;
    private ServerFixture fixture;

    private final Pace pace = new Pace() {
        @Override
        public int grant(int wanted, long now) {
            int granted = (int) Math.min(Math.min(wanted, mostAtOnce), allowed.get());
            allowed.addAndGet(-granted);
            return granted;
        }

        @Override
        public long readyInNanos(long now) {
            return readyIn.get();
        }

        @Override
        public void sent(int granted, int actuallySent, long now) {
            allowed.addAndGet(granted - actuallySent);
        }
    };

    @BeforeEach
    void open() throws Exception {
        fixture = new ServerFixture(
                dir, SIZE, pace, ServerLimits.DEFAULT.withSendBuffer(64 << 10), request -> new Answer.Text(404, "no"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void allow(long bytes) throws Exception {
        allowed.set(bytes);
        fixture.onLoop(() -> {
            fixture.server.wake();
            return null;
        });
    }

    @Test
    void atZeroSendsNoByteOfPayload() throws Exception {
        try (RawConnection client = fixture.connect()) {
            client.send(get("/file"));
            InputStream in = client.socket.getInputStream();
            while (!client.line(in).isEmpty()) {}
            assertThat(fixture.onLoop(() -> fixture.server.streams())).isOne();
            client.socket.setSoTimeout(100);
            assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
            assertThat(fixture.sent).hasValue(0);
            client.socket.setSoTimeout(10_000);
            allow(1000);
            assertThat(in.readNBytes(1000)).hasSize(1000);
            assertThat(fixture.onLoop(fixture.sent::get)).isEqualTo(1000);
        }
    }

    @Test
    void isAskedAgainWhenItSaidItWouldBeReady() throws Exception {
        readyIn.set(1_000_000);
        try (RawConnection client = fixture.connect()) {
            client.send(get("/file"));
            InputStream in = client.socket.getInputStream();
            while (!client.line(in).isEmpty()) {}
            allowed.set(5000);
            assertThat(in.readNBytes(5000)).hasSize(5000);
        }
    }

    @Test
    void isSharedByAllConnectionsInTurn() throws Exception {
        // Far less than any socket's buffer: no connection ever leaves the turn for want of room.
        mostAtOnce = 1000;
        try (RawConnection one = fixture.connect();
                RawConnection two = fixture.connect()) {
            for (RawConnection client : new RawConnection[] {one, two}) {
                client.send(get("/file"));
                while (!client.line(client.socket.getInputStream()).isEmpty()) {}
            }
            allow(6000);
            assertThat(one.socket.getInputStream().readNBytes(3000)).hasSize(3000);
            assertThat(two.socket.getInputStream().readNBytes(3000)).hasSize(3000);
            assertThat(fixture.onLoop(fixture.sent::get)).isEqualTo(6000);
        }
    }

    @Test
    void evictionStopsTheBytesAtOnceAndDropsThoseInTheKernel() throws Exception {
        allowed.set(Long.MAX_VALUE / 2);
        try (RawConnection victim = fixture.connect();
                RawConnection other = fixture.connect()) {
            victim.send(get("/file"));
            while (!victim.line(victim.socket.getInputStream()).isEmpty()) {}
            other.send(get("/half", "Range: bytes=0-9"));
            assertThat(other.receive().body()).hasSize(10);
            // The victim reads nothing: its window and the server's buffer fill, and the server waits for room.
            long full = -1;
            while (full != fixture.sent.get()) {
                full = fixture.sent.get();
                Thread.sleep(50);
            }
            assertThat(fixture.onLoop(() -> fixture.server.evictStreams("nobody's"::equals)))
                    .isZero();
            long before = fixture.onLoop(() -> {
                assertThat(fixture.server.evict(request -> request.path().equals("/file")))
                        .isOne();
                return fixture.sent.get();
            });
            assertThat(before).isPositive().isLessThan(SIZE);
            assertThat(fixture.onLoop(() -> fixture.server.streams())).isZero();
            assertThat(fixture.onLoop(() -> fixture.payload.users.get())).isZero();
            long received = 0;
            try {
                for (int n = 0; n >= 0; n = victim.socket.getInputStream().read(new byte[1 << 16])) {
                    received += n;
                }
                throw new AssertionError("ended in order after " + received + " bytes");
            } catch (IOException e) {
                assertThat(e).hasMessage("Connection reset");
            }
            assertThat(received).isLessThan(before - 16_000);
            assertThat(fixture.onLoop(fixture.sent::get)).isEqualTo(before);
        }
    }
}
