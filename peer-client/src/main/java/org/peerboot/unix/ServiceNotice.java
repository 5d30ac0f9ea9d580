package org.peerboot.unix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd that the daemon is ready, as sd_notify(3) does: one datagram to the socket that the environment names.
 * Java's own Unix sockets are streams.
 */
public final class ServiceNotice {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceNotice.class);

    // asm-generic, alike on x86-64, arm64 and POWER
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 02000000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MAX_PATH = 108;

    private interface LibC extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        long sendto(int socket, byte[] message, long size, int flags, byte[] address, int length)
                throws LastErrorException;

        int close(int file) throws LastErrorException;
    }

    private ServiceNotice() {}

    /**
     * Says so where {@code NOTIFY_SOCKET} stands in the environment, else nothing. A notice that cannot be sent is
     * logged: systemd then ends the daemon after the unit's {@code TimeoutStartSec}.
     */
    public static void ready(Map<String, String> environment) {
        @Nullable String socket = environment.get("NOTIFY_SOCKET");
        if (socket == null || socket.isEmpty()) {
            return;
        }
        try {
            send(socket, "READY=1\n");
        } catch (LastErrorException | IllegalArgumentException | UnsatisfiedLinkError e) {
            LOG.warn(
                    "NOTIFY_SOCKET {}: cannot be told that this daemon is ready ({}); set Type=exec",
                    socket,
                    e.toString());
        }
    }

    private static void send(String path, String message) {
        LibC libC = Native.load("c", LibC.class);
        byte[] address = address(path);
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        int socket = libC.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        try {
            libC.sendto(socket, bytes, bytes.length, MSG_NOSIGNAL | MSG_DONTWAIT, address, address.length);
        } finally {
            libC.close(socket);
        }
    }

    /** A {@code sockaddr_un}; a leading @ is the abstract name space. */
    static byte[] address(String path) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length >= MAX_PATH) {
            throw new IllegalArgumentException("longer than " + (MAX_PATH - 1) + " bytes");
        }
        if (name[0] == '@') {
            name[0] = 0;
        }
        return ByteBuffer.allocate(2 + name.length)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_UNIX)
                .put(name)
                .array();
    }
}
