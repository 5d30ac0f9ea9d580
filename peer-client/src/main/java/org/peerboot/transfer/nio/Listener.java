package org.peerboot.transfer.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts a server's connections. */
final class Listener implements EventLoop.Ready {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 512;

    /** A storm of connections shall not keep those that stand waiting. */
    private static final int ACCEPTS_A_TURN = 64;

    /** Out of descriptors: the backlog stays readable, and asking again at once would spin. */
    private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

    private final BulkServer server;
    private final EventLoop loop;
    private final ServerSocketChannel channel;

    Listener(BulkServer server, EventLoop loop, ServerSocketChannel channel) {
        this.server = server;
        this.loop = loop;
        this.channel = channel;
    }

    static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address, BACKLOG);
            channel.configureBlocking(false);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    void begin() {
        try {
            if (channel.isOpen()) {
                loop.watch(channel, SelectionKey.OP_ACCEPT, this);
            }
        } catch (IOException e) {
            LOG.error("channel={} not watched, nobody is answered", channel, e);
        }
    }

    int port() {
        return channel.socket().getLocalPort();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("channel={} did not close", channel, e);
        }
    }

    @Override
    public void ready(SelectionKey key) {
        for (int i = 0; i < ACCEPTS_A_TURN; i++) {
            SocketChannel accepted;
            try {
                accepted = channel.accept();
            } catch (IOException e) {
                LOG.warn("channel={} cannot accept, trying again in 200 ms", channel, e);
                pause(key);
                return;
            }
            if (accepted == null) {
                return;
            }
            take(accepted);
        }
    }

    private void take(SocketChannel accepted) {
        try {
            InetSocketAddress remote = (InetSocketAddress) accepted.getRemoteAddress();
            InetAddress local = ((InetSocketAddress) accepted.getLocalAddress()).getAddress();
            InetAddress address = remote.getAddress();
            server.accepted(accepted, remote, address.isLoopbackAddress() || address.equals(local));
        } catch (IOException | RuntimeException e) {
            LOG.debug("channel={} lost while it was accepted", accepted, e);
            close(accepted);
        }
    }

    private void pause(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        key.interestOps(0);
        loop.schedule(PAUSE_NANOS, () -> {
            if (key.isValid()) {
                key.interestOps(SelectionKey.OP_ACCEPT);
            }
        });
    }

    private static void close(SocketChannel accepted) {
        try {
            accepted.close();
        } catch (IOException e) {
            LOG.debug("channel={} did not close", accepted, e);
        }
    }
}
