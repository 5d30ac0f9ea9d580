package org.peerboot.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceNoticeTest {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_DONTWAIT = 0x40;

    /** The receiving half, which systemd plays. */
    private interface LibC extends Library {
        int socket(int domain, int type, int protocol);

        int bind(int socket, byte[] address, int length);

        long recv(int socket, byte[] buffer, long size, int flags);

        int close(int file);
    }

    private final LibC libC = Native.load("c", LibC.class);

    private String heardAt(String name) {
        int socket = libC.socket(AF_UNIX, SOCK_DGRAM, 0);
        try {
            byte[] address = ServiceNotice.address(name);
            assertThat(libC.bind(socket, address, address.length)).isZero();
            ServiceNotice.ready(Map.of("NOTIFY_SOCKET", name));
            byte[] buffer = new byte[100];
            long heard = libC.recv(socket, buffer, buffer.length, MSG_DONTWAIT);
            return new String(buffer, 0, (int) Math.max(0, heard), StandardCharsets.UTF_8);
        } finally {
            libC.close(socket);
        }
    }

    @Test
    void systemdHearsOfItAtAPath(@TempDir Path dir) {
        assertThat(heardAt(dir.resolve("notify").toString())).isEqualTo("READY=1\n");
    }

    @Test
    void systemdHearsOfItAtAnAbstractName() {
        assertThat(heardAt("@peerboot-test-" + ProcessHandle.current().pid())).isEqualTo("READY=1\n");
    }

    @Test
    void aDaemonStartsAlthoughNobodyListens() {
        assertThatCode(() -> ServiceNotice.ready(Map.of("NOTIFY_SOCKET", "/nowhere/at/all")))
                .doesNotThrowAnyException();
        assertThatCode(() -> ServiceNotice.ready(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(200))))
                .doesNotThrowAnyException();
        assertThatCode(() -> ServiceNotice.ready(Map.of())).doesNotThrowAnyException();
    }
}
