package org.peerboot.transfer.nio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.transfer.nio.Admission.Seat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a server. It reads a request, answers it, and looks at the next only then; what a client sends ahead
 * stays in the kernel once the buffer here is full.
 *
 * <p>A connection that shall end after an answer is not closed but LINGERING: our side is shut, and what still comes is
 * thrown away until the client closes. A close with unread bytes would send an RST, which can overtake the answer; and
 * after a close nobody could take back the payload in the kernel when a job starts.
 */
final class ServerConnection implements EventLoop.Ready {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);
    private static final int READ_BYTES = 4 << 10;
    private static final int MAX_DRAINED = 16 << 20;

    private enum Phase {
        READING,
        ANSWERING,
        STREAMING,
        LINGERING,
        CLOSED
    }

    private final BulkServer server;
    private final EventLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final InetSocketAddress remote;
    private final @Nullable Seat seat;
    private final ConnectionClock clock;
    private final RequestReader requests;
    private final ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
    private @Nullable ByteBuffer out;
    private @Nullable Sending sending;
    private @Nullable Sending lastSending;
    private @Nullable EventStream events;
    private Phase phase = Phase.READING;
    private boolean awaitsRoom;
    private boolean keepAlive;
    private boolean ended;
    private boolean parsing;
    private int drained;

    /** @param seat null for one that is being turned away */
    ServerConnection(
            BulkServer server, EventLoop loop, SocketChannel channel, InetSocketAddress remote, @Nullable Seat seat)
            throws IOException {
        this.server = server;
        this.loop = loop;
        this.channel = channel;
        this.remote = remote;
        this.seat = seat;
        this.requests =
                new RequestReader(server.limits().headerBytes(), server.limits().maxHeaders(), remote);
        this.clock = new ConnectionClock(server.limits(), loop.nanoTime());
        this.key = loop.watch(channel, SelectionKey.OP_READ, this);
    }

    InetSocketAddress remote() {
        return remote;
    }

    @Nullable
    Seat seat() {
        return seat;
    }

    /** How long it has gone without a request; negative while there is one. */
    long idleNanos(long now) {
        return phase == Phase.READING && !requests.started() ? clock.quietNanos(now) : -1;
    }

    /** The payload now being sent, or null. */
    @Nullable
    Sending sending() {
        return sending;
    }

    /** The payload being sent or, since its end may still be in the kernel, sent last. */
    @Nullable
    Sending lastSending() {
        return lastSending;
    }

    /** Bytes of heads, texts and events that the socket has not taken. */
    int unsent() {
        return out == null ? 0 : out.remaining();
    }

    @Override
    public void ready(SelectionKey ready) {
        try {
            if (ready.isReadable()) {
                readable();
            }
            if (phase != Phase.CLOSED && ready.isWritable()) {
                writable();
            }
        } catch (IOException e) {
            reset(e.toString());
        } catch (RuntimeException e) {
            LOG.error("remote={} phase={} connection ended", remote, phase, e);
            reset(e.toString());
        }
        updateInterest();
    }

    /** Ends what is overdue at {@code now}. */
    void sweep(long now) {
        if (phase == Phase.READING && clock.headerOverdue(now)) {
            begin(Exchange.refusal(408, "the request's head was not complete in time", Map.of()));
        } else if (phase == Phase.READING && clock.idleOverdue(now)) {
            linger();
        } else if (phase == Phase.LINGERING && clock.lingerOverdue(now)) {
            reset("did not close in time");
        } else if (phase == Phase.ANSWERING || phase == Phase.STREAMING) {
            // Ended and paced out: the client has left, and no write would tell before the pace allows one.
            boolean waits = awaitsRoom || ended || unsent() > 0;
            if (waits && clock.writeOverdue(now)) {
                reset("took no byte in time");
            }
        }
        updateInterest();
    }

    /** Answers without having read a request. */
    void turnAway(Exchange refusal) {
        begin(refusal);
        updateInterest();
    }

    /** Sends a slice of at most {@code granted} bytes; 0 when the connection is lost over it. */
    int slice(Sending what, int granted) {
        try {
            int sent = what.transfer(granted, channel);
            if (sent > 0) {
                clock.progress(loop.nanoTime());
            }
            return sent;
        } catch (IOException | RuntimeException e) {
            LOG.debug("remote={} stream={} sending failed", remote, what.stream, e);
            reset(e.toString());
            return 0;
        }
    }

    /** The socket took less than was granted. */
    void awaitRoom() {
        awaitsRoom = true;
        clock.progress(loop.nanoTime());
        updateInterest();
    }

    void payloadDone() {
        answered();
        updateInterest();
    }

    void flushEvents() {
        if (phase == Phase.STREAMING && unsent() == 0) {
            clock.progress(loop.nanoTime());
            write();
            updateInterest();
        }
    }

    /** Ends the connection with RST: the kernel drops what it has not sent. */
    void reset(String why) {
        if (phase == Phase.CLOSED) {
            return;
        }
        LOG.debug("remote={} phase={} reset cause={}", remote, phase, why);
        Reset.arm(channel);
        close();
    }

    private void close() {
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.CLOSED;
        release();
        lastSending = null;
        if (events != null) {
            events.detach();
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("remote={} close failed", remote, e);
        }
        server.gone(this);
    }

    private void readable() throws IOException {
        if (phase == Phase.LINGERING) {
            drain();
            return;
        }
        int count = channel.read(in);
        if (count < 0) {
            ended = true;
            clock.progress(loop.nanoTime());
            if (phase == Phase.READING || phase == Phase.STREAMING) {
                close();
            }
        } else if (count > 0 && phase == Phase.STREAMING) {
            reset("spoke on a stream of events");
        } else if (phase == Phase.READING) {
            parse();
        }
    }

    private void drain() throws IOException {
        ByteBuffer scratch = server.scratch();
        int count = channel.read(scratch);
        drained += Math.max(0, count);
        if (count < 0) {
            close();
        } else if (drained > MAX_DRAINED) {
            reset("sent on and on after the end");
        }
    }

    private void writable() {
        if (unsent() > 0) {
            write();
        } else if (awaitsRoom) {
            awaitsRoom = false;
            server.sender().add(this);
        }
    }

    private void parse() {
        if (parsing) {
            return;
        }
        parsing = true;
        in.flip();
        while (phase == Phase.READING && in.hasRemaining()) {
            if (!requests.started()) {
                clock.headBegins(loop.nanoTime());
            }
            try {
                RequestHead head = requests.read(in);
                if (head != null) {
                    clock.headEnds();
                    begin(Exchange.of(head, server.handler()));
                }
            } catch (MalformedException e) {
                begin(Exchange.refusal(e));
            }
        }
        in.compact();
        parsing = false;
        if (ended && phase == Phase.READING) {
            close();
        }
    }

    private void begin(Exchange exchange) {
        phase = Phase.ANSWERING;
        keepAlive = exchange.keepAlive();
        clock.progress(loop.nanoTime());
        out = exchange.head();
        sending = exchange.payload();
        lastSending = sending == null ? lastSending : sending;
        if (exchange.feed() != null) {
            phase = Phase.STREAMING;
            events = new EventStream(loop, this, exchange.feed(), exchange.chunked());
            events.begin();
        }
        write();
    }

    private void write() {
        try {
            ByteBuffer next = out == null ? nextEvents() : out;
            while (next != null) {
                out = next;
                if (Slices.write(next, channel) > 0) {
                    clock.progress(loop.nanoTime());
                }
                if (next.hasRemaining()) {
                    return;
                }
                out = null;
                next = nextEvents();
            }
        } catch (IOException e) {
            reset(e.toString());
            return;
        }
        if (sending != null) {
            server.sender().add(this);
        } else if (phase == Phase.ANSWERING) {
            answered();
        } else if (events != null && events.isOver()) {
            events.detach();
            linger();
        }
    }

    private @Nullable ByteBuffer nextEvents() {
        return phase == Phase.STREAMING && events != null ? events.next() : null;
    }

    private void answered() {
        release();
        clock.progress(loop.nanoTime());
        if (!keepAlive) {
            linger();
            return;
        }
        phase = Phase.READING;
        parse();
    }

    private void release() {
        if (sending != null) {
            sending.release();
            sending = null;
        }
    }

    private void linger() {
        phase = Phase.LINGERING;
        clock.lingers(loop.nanoTime(), lastSending != null);
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            reset(e.toString());
        }
        if (ended && lastSending == null) {
            close();
        }
    }

    private void updateInterest() {
        if (phase == Phase.CLOSED || !key.isValid()) {
            return;
        }
        boolean reads = !ended && (phase == Phase.LINGERING || in.hasRemaining());
        boolean writes = awaitsRoom || unsent() > 0;
        int interest = (reads ? SelectionKey.OP_READ : 0) | (writes ? SelectionKey.OP_WRITE : 0);
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }
}
