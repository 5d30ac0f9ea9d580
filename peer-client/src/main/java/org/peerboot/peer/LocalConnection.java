package org.peerboot.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Json;
import org.peerboot.wire.LocalReply;
import org.peerboot.wire.LocalRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One caller on the local socket: reads his line, answers until the last line, hangs up. On the socket's thread. */
final class LocalConnection {
    private static final Logger LOG = LoggerFactory.getLogger(LocalConnection.class);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);
    private static final int LARGEST_REQUEST = 8 << 10;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final LocalService service;
    private final String user;
    private final ByteBuffer line = ByteBuffer.allocate(LARGEST_REQUEST);
    private @Nullable ByteBuffer out;
    private @Nullable LocalRequest request;
    /** Guarded by this: the one thing that the peer hands over. */
    private @Nullable LocalReply pending;

    private boolean answering;
    private boolean last;
    private long movedAt = System.nanoTime();

    private LocalConnection(SocketChannel channel, SelectionKey key, LocalService service, String user) {
        this.channel = channel;
        this.key = key;
        this.service = service;
        this.user = user;
    }

    static void open(SocketChannel channel, Selector selector, LocalService service) throws IOException {
        UnixDomainPrincipal caller = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(new LocalConnection(channel, key, service, caller.user().getName()));
    }

    void ready() {
        try {
            if (key.isValid() && key.isReadable()) {
                read();
            }
            if (key.isValid() && key.isWritable()) {
                write();
            }
        } catch (IOException e) {
            LOG.debug("local caller {} is gone: {}", user, e.toString());
            close();
        }
    }

    /** Each second: the next line for one who follows; an end to one who neither asks nor reads. */
    void tick() {
        if (request == null || out != null) {
            if (System.nanoTime() - movedAt > PATIENCE) {
                close();
            }
        } else if (!answering) {
            answer(request);
        }
    }

    private void read() throws IOException {
        int read = request == null ? channel.read(line) : channel.read(ByteBuffer.allocate(1));
        if (read < 0) {
            close();
            return;
        }
        if (request != null) {
            return;
        }
        int end = indexOfLineEnd();
        if (end < 0 && line.hasRemaining()) {
            return;
        }
        try {
            if (end < 0) {
                throw new RefusedException(
                        "local request", "is longer than " + LARGEST_REQUEST + " bytes", "send one line of JSON");
            }
            request = Json.read(
                    new String(line.array(), 0, end, StandardCharsets.UTF_8), LocalRequest.class, "user " + user);
            service.begin(request, user);
            answer(request);
        } catch (RefusedException e) {
            send(LocalService.refusal(e.getMessage()));
        }
    }

    private int indexOfLineEnd() {
        for (int i = 0; i < line.position(); i++) {
            if (line.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void answer(LocalRequest asked) {
        answering = true;
        service.answer(asked, user, this::sendSoon);
    }

    /** From the peer's loop, or a worker. */
    private void sendSoon(LocalReply reply) {
        synchronized (this) {
            pending = reply;
        }
        try {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            key.selector().wakeup();
        } catch (CancelledKeyException e) {
            LOG.debug("local caller {} is gone", user);
        }
    }

    private void send(LocalReply reply) throws IOException {
        last = reply.done();
        out = ByteBuffer.wrap((Json.write(reply) + "\n").getBytes(StandardCharsets.UTF_8));
        movedAt = System.nanoTime();
        write();
    }

    private void write() throws IOException {
        if (out == null) {
            LocalReply reply;
            synchronized (this) {
                reply = pending;
                pending = null;
            }
            if (reply == null) {
                key.interestOps(SelectionKey.OP_READ);
                return;
            }
            answering = false;
            send(reply);
            return;
        }
        if (channel.write(out) > 0) {
            movedAt = System.nanoTime();
        }
        if (out.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            return;
        }
        out = null;
        if (last) {
            close();
        } else {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("local caller {}: {}", user, e.toString());
        }
    }
}
