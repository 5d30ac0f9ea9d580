package org.peerboot.transfer.nio;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A source that accepts one connection, waits for a request, says what it was given to say, and stays silent. */
final class FakeSource implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 5, ServerFixture.LOOPBACK);
    private final Thread thread;
    private volatile boolean over;

    /** @param thenClose whether it closes after its words */
    FakeSource(String words, boolean thenClose) throws IOException {
        thread = new Thread(() -> serve(words, thenClose), "fake-source");
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private void serve(String words, boolean thenClose) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read(new byte[8192]);
            socket.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
            if (!thenClose) {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            if (!over && !"Connection reset".equals(e.getMessage())) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws Exception {
        over = true;
        server.close();
        thread.join(10_000);
    }
}
