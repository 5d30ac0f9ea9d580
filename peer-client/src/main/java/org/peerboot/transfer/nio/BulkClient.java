package org.peerboot.transfer.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens connections to sources. */
public final class BulkClient {
    /** What comes with a head and is not the head is copied once more; 16 KiB of a segment's megabytes. */
    private static final int SCRATCH_BYTES = 16 << 10;

    private final EventLoop loop;
    private final @Nullable InetAddress bindAddress;
    private final ClientTimeouts timeouts;
    private final Sweep sweep;
    private final Set<ClientConnection> connections = new LinkedHashSet<>();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);

    /** @param bindAddress the address to connect from; null for the system's choice */
    public BulkClient(EventLoop loop, @Nullable InetAddress bindAddress, ClientTimeouts timeouts) {
        this.loop = loop;
        this.bindAddress = bindAddress;
        this.timeouts = timeouts;
        this.sweep = new Sweep(loop, timeouts.shortest(), this::sweep);
    }

    /**
     * Begins to connect; on the loop only. Whatever goes wrong comes through {@code listener.closed}.
     *
     * @throws IllegalArgumentException for an address that is not resolved
     */
    public BulkConnection connect(InetSocketAddress to, BulkListener listener) {
        loop.requireLoop();
        if (to.isUnresolved()) {
            throw new IllegalArgumentException("address " + to + " is not resolved");
        }
        ClientConnection connection = new ClientConnection(this, loop, to, listener);
        connections.add(connection);
        sweep.start();
        try {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.bind(bindAddress == null ? null : new InetSocketAddress(bindAddress, 0));
                connection.connect(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            loop.nextTurn(() -> connection.lost("cannot connect to " + to + ": " + e.getMessage()));
        }
        return connection;
    }

    void gone(ClientConnection connection) {
        connections.remove(connection);
    }

    ByteBuffer scratch() {
        return scratch.clear();
    }

    private boolean sweep() {
        long now = loop.nanoTime();
        new ArrayList<>(connections).forEach(connection -> connection.sweep(now, timeouts));
        return !connections.isEmpty();
    }
}
