package org.peerboot.transfer.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.peerboot.transfer.Pace;

/** A real server on a free port of loopback, with one file at {@code /file}, half held at {@code /half}. */
final class ServerFixture implements AutoCloseable {
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    final EventLoop loop = EventLoop.start("bulk-test");
    final AtomicLong sent = new AtomicLong();
    final byte[] bytes;
    final Path path;
    final FilePayload payload;
    final FilePayload half;
    final BulkServer server;

    ServerFixture(Path dir, int size) throws Exception {
        this(dir, size, Pace.UNLIMITED, ServerLimits.DEFAULT, request -> new Answer.Text(404, "nothing there"));
    }

    /** @param others answers what is neither {@code /file} nor {@code /half} */
    ServerFixture(Path dir, int size, Pace pace, ServerLimits limits, BulkHandler others) throws Exception {
        bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        path = Files.write(dir.resolve("file"), bytes);
        payload = new FilePayload(path, size);
        half = new FilePayload(path, size / 2);
        BulkHandler handler = request -> switch (request.path()) {
            case "/file" -> new Answer.Body(payload.use(), "tag", "application/octet-stream", "whole");
            case "/half" -> new Answer.Body(half.use(), "tag", "application/octet-stream", "half");
            default -> others.answer(request);
        };
        server = BulkServer.open(
                loop, new InetSocketAddress(LOOPBACK, 0), handler, pace, limits, count -> sent.addAndGet(count));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(LOOPBACK, server.port());
    }

    /** Runs {@code what} on the loop and waits for it. */
    <T> T onLoop(Callable<T> what) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(what.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(10, TimeUnit.SECONDS);
    }

    RawConnection connect() throws IOException {
        return new RawConnection(address());
    }

    static String get(String path, String... headers) {
        return request("GET", path, headers);
    }

    static String request(String method, String path, String... headers) {
        StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: peer\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text.append("\r\n").toString();
    }

    @Override
    public void close() {
        server.close();
        loop.close();
    }
}
