package org.peerboot.transfer.nio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a client. Heads are read through a buffer that all connections share, payload straight to where the
 * listener wants it; since no read goes beyond what can be used at once, nothing stays in the shared buffer.
 */
final class ClientConnection implements BulkConnection, EventLoop.Ready {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
    private static final int BYTES_A_TURN = 1 << 20;
    /** The loop waits in milliseconds. */
    private static final long LEAST_REST = 1_000_000;

    private static final long LONGEST_REST = 1_000_000_000;

    private final BulkClient client;
    private final EventLoop loop;
    private final InetSocketAddress to;
    private final String name;
    private final BulkListener listener;
    private final RequestWriter writer;
    private final Outbox outbox = new Outbox();
    private final ArrayDeque<Asked> asked = new ArrayDeque<>();
    private final ResponseReader reader;
    private final ReadPace pace = new ReadPace();
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private boolean connected;
    private boolean closed;
    private boolean flushing;
    /** Until the pace lets more be read. */
    private @Nullable Timer resting;

    private boolean subscribed;
    /** Whether the last read found less than there was room for: another would find nothing. */
    private boolean emptied;

    private long lastByteAt;

    ClientConnection(BulkClient client, EventLoop loop, InetSocketAddress to, BulkListener listener) {
        this.client = client;
        this.loop = loop;
        this.to = to;
        this.name = to.getAddress().getHostAddress() + ":" + to.getPort();
        this.listener = listener;
        this.writer = new RequestWriter(to);
        this.reader = new ResponseReader(listener, asked, () -> !closed);
        this.lastByteAt = loop.nanoTime();
    }

    /** Begins to connect; a failure comes to the listener in the next turn. */
    void connect(SocketChannel opened) throws IOException {
        channel = opened;
        opened.configureBlocking(false);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        LowerEffort.mark(opened);
        if (opened.connect(to)) {
            key = loop.watch(opened, 0, this);
            loop.nextTurn(this::connected);
        } else {
            key = loop.watch(opened, SelectionKey.OP_CONNECT, this);
        }
    }

    @Override
    public void get(String path, long from, long length, String capability) {
        if (from < 0 || length <= 0 || from > Long.MAX_VALUE / 16 - length) {
            throw new IllegalArgumentException("no range: " + length + " bytes from " + from);
        }
        ask(new Asked.Bytes(from, length), writer.getRange(path, capability, from, length));
    }

    @Override
    public void getWhole(String path, String capability, int maxBytes) {
        ask(new Asked.Document(maxBytes), writer.get(path, capability));
    }

    @Override
    public void subscribe(String path, String capability) {
        if (!asked.isEmpty() || reader.hasRead()) {
            throw new IllegalStateException("events want a connection of their own, not that to " + name);
        }
        ask(new Asked.Lines(), writer.get(path, capability));
        subscribed = true;
    }

    @Override
    public void pace(long bytesPerSecond) {
        loop.requireLoop();
        try {
            pace.rate(bytesPerSecond, loop.nanoTime(), channel);
        } catch (IOException e) {
            LOG.debug("remote={} receive buffer stays as it is", name, e);
        }
        if (resting != null) {
            resting.cancel();
            goOn();
        }
    }

    @Override
    public void reset() {
        loop.requireLoop();
        end();
    }

    @Override
    public int outstanding() {
        return asked.size();
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public InetSocketAddress remote() {
        return to;
    }

    @Override
    public void ready(SelectionKey ready) {
        SocketChannel socket = channel;
        if (closed || socket == null) {
            return;
        }
        try {
            if (ready.isConnectable()) {
                if (socket.finishConnect()) {
                    connected();
                }
                return;
            }
            if (ready.isReadable()) {
                read(socket);
            }
            if (!closed && ready.isWritable()) {
                flush();
            }
        } catch (MalformedException e) {
            lost("protocol error: " + name + " answered with " + e.getMessage());
        } catch (IOException e) {
            lost((connected ? "connection to " : "cannot connect to ") + name + ": " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("remote={} listener failed, connection ended", name, e);
            lost("connection to " + name + " ended: its listener failed with " + e);
        }
    }

    /** Ends what is overdue at {@code now}. */
    void sweep(long now, ClientTimeouts timeouts) {
        long silent = now - lastByteAt;
        if (!connected) {
            if (silent >= timeouts.connect().toNanos()) {
                lost("timeout: no connection to " + name + " within "
                        + timeouts.connect().toMillis() + " ms");
            }
            return;
        }
        long allowed = (reader.inEvents() ? timeouts.events() : timeouts.silence()).toMillis();
        if (!asked.isEmpty() && silent >= allowed * 1_000_000) {
            lost("timeout: no byte from " + name + " for " + allowed + " ms with " + asked.size()
                    + " requests outstanding");
        }
    }

    /** Ends the connection and tells the listener, once. */
    void lost(String cause) {
        if (closed) {
            return;
        }
        end();
        try {
            listener.closed(cause);
        } catch (RuntimeException e) {
            LOG.error("remote={} cause=\"{}\" listener failed to hear of it", name, cause, e);
        }
    }

    private void ask(Asked what, byte[] request) {
        loop.requireLoop();
        if (closed || subscribed || asked.size() >= MAX_OUTSTANDING) {
            throw new IllegalStateException("connection to " + name + " takes no request: closed=" + closed + " events="
                    + subscribed + " outstanding=" + asked.size());
        }
        outbox.add(request);
        if (asked.isEmpty()) {
            lastByteAt = connected ? loop.nanoTime() : lastByteAt;
        }
        asked.add(what);
        if (connected && !flushing) {
            flushing = true;
            loop.nextTurn(this::flush);
        }
    }

    private void connected() {
        if (closed) {
            return;
        }
        connected = true;
        lastByteAt = loop.nanoTime();
        listener.connected();
        flush();
    }

    private void flush() {
        flushing = false;
        SocketChannel socket = channel;
        SelectionKey mine = key;
        if (closed || socket == null || mine == null) {
            return;
        }
        try {
            boolean all = outbox.writeTo(socket);
            mine.interestOps((resting == null ? SelectionKey.OP_READ : 0) | (all ? 0 : SelectionKey.OP_WRITE));
        } catch (IOException e) {
            lost("connection to " + name + ": " + e.getMessage());
        }
    }

    private void read(SocketChannel socket) throws IOException, MalformedException {
        emptied = false;
        for (int budget = BYTES_A_TURN; budget > 0 && !closed && !emptied; ) {
            int count;
            Answering.Payload payload = reader.payload();
            if (payload != null) {
                int room = payload.room();
                int granted = pace.grant(room, loop.nanoTime());
                if (granted == 0 && room > 0) {
                    rest();
                    return;
                }
                count = payload.fill(granted, target -> read(socket, target));
                pace.giveBack(granted - Math.max(0, count));
                reader.filled(payload);
            } else {
                ByteBuffer scratch = client.scratch();
                count = read(socket, scratch);
                reader.consume(scratch.flip());
            }
            if (count < 0) {
                lost("closed by " + name + " with " + asked.size() + " requests outstanding");
            } else if (reader.isLast() && !closed) {
                lost("closed by " + name + ", as its last answer said");
            }
            if (count <= 0) {
                return;
            }
            lastByteAt = loop.nanoTime();
            budget -= count;
        }
    }

    /** Reads nothing until the pace allows it. */
    private void rest() {
        SelectionKey mine = key;
        if (mine != null) {
            mine.interestOpsAnd(~SelectionKey.OP_READ);
            long nanos = Math.min(pace.readyIn(loop.nanoTime()), LONGEST_REST);
            resting = loop.schedule(Math.max(nanos, LEAST_REST), this::goOn);
        }
    }

    private void goOn() {
        resting = null;
        SelectionKey mine = key;
        if (!closed && mine != null) {
            mine.interestOpsOr(SelectionKey.OP_READ);
            lastByteAt = loop.nanoTime();
        }
    }

    private int read(SocketChannel socket, ByteBuffer target) throws IOException {
        int count = socket.read(target);
        emptied = target.hasRemaining();
        return count;
    }

    private void end() {
        if (closed) {
            return;
        }
        closed = true;
        if (resting != null) {
            resting.cancel();
        }
        asked.clear();
        client.gone(this);
        if (channel != null) {
            // Nothing that is still on its way is wanted.
            Reset.close(channel);
        }
    }
}
