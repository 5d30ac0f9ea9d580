package org.peerboot.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A peer's local socket that gives every caller the same lines. */
final class StandInPeer implements AutoCloseable {
    final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final ServerSocketChannel listener;
    private final Thread thread;
    private final List<String> lines;

    /** @param lines may lack their newline, where a peer dies in mid-line */
    StandInPeer(Path socket, String... lines) throws IOException {
        this.lines = List.of(lines);
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        thread = new Thread(this::serve, "stand-in-peer");
        thread.start();
    }

    private void serve() {
        while (listener.isOpen()) {
            try (SocketChannel caller = listener.accept()) {
                ByteBuffer request = ByteBuffer.allocate(4096);
                if (caller.read(request) > 0) {
                    heard.add(new String(request.array(), 0, request.position(), StandardCharsets.UTF_8));
                    for (String line : lines) {
                        caller.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
                    }
                }
            } catch (IOException e) {
                // The test closed the listener, or the caller left: the next accept tells which.
            }
        }
    }

    @Override
    public void close() throws Exception {
        listener.close();
        thread.join(5000);
    }
}
