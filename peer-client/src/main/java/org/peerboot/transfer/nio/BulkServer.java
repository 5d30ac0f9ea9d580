package org.peerboot.transfer.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.peerboot.transfer.Pace;
import org.peerboot.transfer.nio.Admission.Seat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the strict subset of HTTP/1.1 that peers, curl, wget, aria2, iPXE and dracut fetch with: GET and HEAD, single
 * ranges, keep-alive, pipelining in order.
 */
public final class BulkServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BulkServer.class);
    private static final int MAX_TURNED_AWAY = 64;
    private static final long MAY_DROP_NANOS = 1_000_000_000L;
    private static final Map<String, String> RETRY = Map.of("Retry-After", "1");

    private final EventLoop loop;
    private final ServerLimits limits;
    private final BulkHandler handler;
    private final PayloadSender sender;
    private final Listener listener;
    private final Sweep sweep;
    private final Admission admission;
    private final Set<ServerConnection> connections = new LinkedHashSet<>();
    private int turnedAway;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 << 10);

    private BulkServer(
            EventLoop loop,
            ServerSocketChannel channel,
            BulkHandler handler,
            PayloadSender sender,
            ServerLimits limits) {
        this.loop = loop;
        this.handler = handler;
        this.sender = sender;
        this.limits = limits;
        this.admission = new Admission(limits);
        this.listener = new Listener(this, loop, channel);
        this.sweep = new Sweep(loop, limits.shortestTimeout(), this::sweep);
    }

    /**
     * Listens on {@code bind}, port 0 for a free one; callable from any thread.
     *
     * @param payloadBytesSent told the bytes of each slice of payload sent
     * @throws IOException that names the address
     */
    public static BulkServer open(
            EventLoop loop,
            InetSocketAddress bind,
            BulkHandler handler,
            Pace pace,
            ServerLimits limits,
            LongConsumer payloadBytesSent)
            throws IOException {
        ServerSocketChannel channel = Listener.bind(bind);
        BulkServer server =
                new BulkServer(loop, channel, handler, new PayloadSender(loop, pace, payloadBytesSent), limits);
        try {
            loop.execute(server.listener::begin);
        } catch (RejectedExecutionException e) {
            channel.close();
            throw e;
        }
        LOG.info("bulk server address={} opened", channel.getLocalAddress());
        return server;
    }

    /** The port that it listens on. */
    public int port() {
        return listener.port();
    }

    /**
     * Ends, with RST, every connection that sends payload for such a request, or sent it last; the kernel drops what it
     * had not sent. On the loop only.
     *
     * @return connections ended
     */
    public int evict(Predicate<BulkRequest> which) {
        return evictSending(sending -> which.test(sending.request));
    }

    /** As {@code evict}, by the {@code stream} of the answer's body. */
    public int evictStreams(Predicate<Object> which) {
        return evictSending(sending -> which.test(sending.stream));
    }

    private int evictSending(Predicate<Sending> which) {
        loop.requireLoop();
        int evicted = 0;
        for (ServerConnection connection : new ArrayList<>(connections)) {
            Sending sending = connection.lastSending();
            if (sending != null && which.test(sending)) {
                connection.reset("evicted");
                evicted++;
            }
        }
        if (evicted > 0) {
            loop.releaseClosed();
        }
        return evicted;
    }

    /** Responses now sending payload. On the loop only. */
    public int streams() {
        loop.requireLoop();
        int streams = 0;
        for (ServerConnection connection : connections) {
            streams += connection.sending() != null ? 1 : 0;
        }
        return streams;
    }

    /** The pace has changed: ask it again now. On the loop only. */
    public void wake() {
        loop.requireLoop();
        sender.wake();
    }

    /** Ends listening at once and every connection in the loop's next turn; callable from any thread. */
    @Override
    public void close() {
        listener.close();
        try {
            loop.execute(() -> {
                new ArrayList<>(connections).forEach(connection -> connection.reset("server closed"));
                loop.releaseClosed();
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the loop is closed, and with it every connection", e);
        }
    }

    /** Takes on a connection just accepted, in place of an idle one if need be, or turns it away. */
    void accepted(SocketChannel channel, InetSocketAddress remote, boolean own) throws IOException {
        InetAddress address = remote.getAddress();
        Seat seat = admission.admit(address, own);
        if (seat == null && dropIdle(address, own)) {
            seat = admission.admit(address, own);
        }
        if (seat == null && turnedAway >= MAX_TURNED_AWAY) {
            throw new IOException(turnedAway + " connections are being turned away already");
        }
        ServerConnection connection;
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, limits.sendBuffer());
            LowerEffort.mark(channel);
            connection = new ServerConnection(this, loop, channel, remote, seat);
        } catch (IOException | RuntimeException e) {
            if (seat != null) {
                admission.leave(seat);
            }
            throw e;
        }
        connections.add(connection);
        sweep.start();
        if (seat == null) {
            turnedAway++;
            connection.turnAway(Exchange.refusal(503, "too many connections to this peer", RETRY));
        }
    }

    void gone(ServerConnection connection) {
        if (connections.remove(connection)) {
            Seat seat = connection.seat();
            if (seat == null) {
                turnedAway--;
            } else {
                admission.leave(seat);
            }
        }
    }

    /** Ends the connection that has gone longest without a request, if that makes room. */
    private boolean dropIdle(InetAddress address, boolean own) {
        long now = loop.nanoTime();
        long longest = MAY_DROP_NANOS;
        ServerConnection victim = null;
        for (ServerConnection connection : connections) {
            Seat seat = connection.seat();
            long idle = connection.idleNanos(now);
            if (idle >= longest && seat != null && admission.wouldHelp(seat, address, own)) {
                longest = idle;
                victim = connection;
            }
        }
        if (victim != null) {
            victim.reset("idle while others wait");
        }
        return victim != null;
    }

    ServerLimits limits() {
        return limits;
    }

    BulkHandler handler() {
        return handler;
    }

    PayloadSender sender() {
        return sender;
    }

    /** Where bytes that nobody wants are read to. */
    ByteBuffer scratch() {
        return scratch.clear();
    }

    private boolean sweep() {
        long now = loop.nanoTime();
        new ArrayList<>(connections).forEach(connection -> connection.sweep(now));
        return !connections.isEmpty();
    }
}
