package org.peerboot.peer;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.peerboot.image.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket on which programs of this node talk to the peer: one line of JSON in, one or more out. It has a thread and a
 * selector of its own, so that neither bulk data nor a reader who is slow can make a prolog wait.
 */
final class LocalSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalSocket.class);
    /** A prolog's line must find a place even when users hold the rest. */
    private static final int MOST_CONNECTIONS = 256;

    private static final long TICK_MILLIS = 1_000;
    private static final long UNTIL_ONE_CALLS = 0;

    private final Path path;
    private final LocalService service;
    private final ServerSocketChannel server;
    private final Selector selector;
    private final Thread thread;
    private volatile boolean closed;

    private LocalSocket(Path path, LocalService service) throws IOException {
        this.path = path;
        this.service = service;
        this.selector = Selector.open();
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path), 64);
        // Open to all: the kernel says who calls.
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        thread = new Thread(this::run, "peerboot-local-socket");
        thread.setDaemon(true);
    }

    /** @throws RefusedException if another peer listens there, or the place cannot be used */
    static LocalSocket open(Path path, LocalService service) {
        try {
            Path directory = path.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            if (Files.exists(path)) {
                if (answers(path)) {
                    throw new RefusedException(
                            "local socket " + path, "another peer listens there", "stop it, or choose another socket");
                }
                Files.delete(path);
            }
            LocalSocket socket = new LocalSocket(path, service);
            socket.thread.start();
            return socket;
        } catch (IOException e) {
            throw new RefusedException(
                    "local socket " + path,
                    "cannot be opened (" + e.getMessage() + ")",
                    "check the directory and its permissions, or choose another socket",
                    e);
        }
    }

    private static boolean answers(Path path) {
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    private void run() {
        long nextTick = System.nanoTime();
        while (!closed) {
            try {
                selector.select(this::ready, connections().isEmpty() ? UNTIL_ONE_CALLS : TICK_MILLIS);
            } catch (IOException e) {
                LOG.error("socket={} select failed: {}", path, e.toString());
            }
            if (System.nanoTime() - nextTick >= 0) {
                nextTick = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
                connections().forEach(LocalConnection::tick);
            }
        }
        connections().forEach(LocalConnection::close);
    }

    private List<LocalConnection> connections() {
        List<LocalConnection> connections = new ArrayList<>();
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof LocalConnection connection) {
                connections.add(connection);
            }
        }
        return connections;
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof LocalConnection connection) {
            connection.ready();
            return;
        }
        try {
            SocketChannel channel = server.accept();
            if (channel == null) {
                return;
            }
            if (selector.keys().size() > MOST_CONNECTIONS) {
                channel.close();
                return;
            }
            channel.configureBlocking(false);
            LocalConnection.open(channel, selector, service);
        } catch (IOException e) {
            LOG.warn("socket={} accept failed: {}", path, e.toString());
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(2_000);
            server.close();
            selector.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("socket={} not removed: {}", path, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
