package org.peerboot.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.peerboot.wire.Json;
import org.peerboot.wire.LocalReply;
import org.peerboot.wire.LocalRequest;

/** Talks to this node's peer over its local socket: one line there, lines back until one says that it is the last. */
final class LocalClient {
    static final Path SOCKET = Path.of("/run/peerboot/peer.sock");
    /** A peer that fetches says so once a second. */
    private static final Duration SILENCE = Duration.ofSeconds(30);
    /** A reply names at most the images in the peer's cache: some hundred bytes each. */
    private static final int MAX_LINE = 4 << 20;

    private final Path socket;
    private final LongSupplier nanos;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

    LocalClient(Path socket, LongSupplier nanos) {
        this.socket = socket;
        this.nanos = nanos;
    }

    /** Whether a peer listens here; a file that a dead one left behind does not count. */
    boolean answers() {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = connect()) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * @param each every reply but the last
     * @param limit for the whole conversation
     * @return the last reply
     */
    LocalReply ask(LocalRequest request, Duration limit, Consumer<LocalReply> each) throws IOException {
        long end = nanos.getAsLong() + limit.toNanos();
        try (SocketChannel channel = connect();
                Selector selector = Selector.open()) {
            channel.write(ByteBuffer.wrap((Json.write(request) + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
            while (true) {
                long left = end - nanos.getAsLong();
                long wait = Math.min(SILENCE.toNanos(), left) / 1_000_000;
                if (wait <= 0) {
                    throw failed("not complete after " + Units.duration(limit.toSeconds())
                            + "; it goes on: wait longer with --timeout");
                }
                if (selector.select(wait) == 0 && left > SILENCE.toNanos()) {
                    throw failed("has been silent for " + SILENCE.toSeconds() + " s; see its log");
                }
                selector.selectedKeys().clear();
                if (channel.read(buffer.clear()) < 0) {
                    throw failed("ended the conversation before it was done; see its log");
                }
                LocalReply last = replies(buffer.flip(), each);
                if (last != null) {
                    return last;
                }
            }
        }
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    private @org.jspecify.annotations.Nullable LocalReply replies(ByteBuffer bytes, Consumer<LocalReply> each) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b != '\n') {
                if (partial.size() >= MAX_LINE) {
                    throw failed(
                            "sent a line longer than " + Units.bytes(MAX_LINE) + "; check that it is a peer's socket");
                }
                partial.write(b);
                continue;
            }
            LocalReply reply =
                    Json.read(partial.toString(StandardCharsets.UTF_8), LocalReply.class, "the peer at " + socket);
            partial.reset();
            if (reply.done()) {
                return reply;
            }
            each.accept(reply);
        }
        return null;
    }

    private CommandException failed(String why) {
        return new CommandException(ExitCode.FAILED, "the peer at " + socket + ": " + why);
    }
}
