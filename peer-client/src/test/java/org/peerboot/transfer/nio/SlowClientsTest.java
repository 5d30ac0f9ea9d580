package org.peerboot.transfer.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peerboot.transfer.nio.ServerFixture.get;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.transfer.Pace;

/** Those who hold connections and ask for nothing. */
class SlowClientsTest {
    @TempDir
    Path dir;

    private final List<RawConnection> opened = new ArrayList<>();
    private ServerFixture fixture;

    private void open(ServerLimits limits) throws Exception {
        fixture = new ServerFixture(dir, 1 << 20, Pace.UNLIMITED, limits, request -> new Answer.Text(404, "no"));
    }

    @AfterEach
    void close() throws IOException {
        for (RawConnection connection : opened) {
            connection.close();
        }
        fixture.close();
    }

    private RawConnection connect() throws IOException {
        RawConnection connection = fixture.connect();
        opened.add(connection);
        return connection;
    }

    @Test
    void twoHundredThatDripDoNotKeepAGoodOneWaiting() throws Exception {
        Duration hour = Duration.ofHours(1);
        open(ServerLimits.DEFAULT.withTimeouts(Duration.ofSeconds(1), hour, hour));
        List<RawConnection> slow = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            slow.add(connect());
        }
        String endless = get("/" + "x".repeat(8_000));
        long start = System.nanoTime();
        int dripped = 0;
        // However steadily they drip, their second counts from the first byte.
        while (System.nanoTime() - start < 500_000_000L) {
            for (RawConnection connection : slow) {
                connection.send(endless.substring(dripped, dripped + 1));
            }
            dripped++;
            assertThat(connect().send(get("/file")).receive().body()).isEqualTo(fixture.bytes);
        }
        for (RawConnection connection : slow) {
            assertThat(connection.receive().status()).isEqualTo(408);
            assertThat(connection.isEnded()).isTrue();
        }
    }

    @Test
    void anIdleOneMakesRoomAndABusyOneDoesNot() throws Exception {
        open(ServerLimits.DEFAULT.withConnections(4, 1));
        RawConnection idle = connect();
        RawConnection second = connect();
        assertThat(idle.send(get("/x")).receive().status()).isEqualTo(404);
        assertThat(second.send(get("/x")).receive().status()).isEqualTo(404);
        RawConnection.Response turnedAway = connect().receive();
        assertThat(turnedAway.status()).isEqualTo(503);
        assertThat(turnedAway.headers()).containsEntry("retry-after", "1");
        Thread.sleep(1_100);
        second.send("GET ");
        fixture.onLoop(() -> null);
        assertThat(connect().send(get("/file")).receive().status()).isEqualTo(200);
        assertThat(second.send("/x HTTP/1.1\r\nHost: a\r\n\r\n").receive().status())
                .isEqualTo(404);
    }
}
