package org.peerboot.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.peerboot.wire.ErrorReply;
import org.peerboot.wire.Json;

/** A tracker that answers each request with the next of what it was given, the last one for ever. */
final class StubTracker implements AutoCloseable {
    private record Answer(int status, String body) {}

    /** Requests as they came: method, target, body. */
    final Queue<String> heard = new ConcurrentLinkedQueue<>();

    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    final Queue<String> credentials = new ConcurrentLinkedQueue<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final HttpServer server;

    StubTracker() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    StubTracker then(Object body) {
        return then(200, Json.write(body));
    }

    StubTracker thenRefuses(int status, String error) {
        return then(status, Json.write(new ErrorReply(error)));
    }

    synchronized StubTracker then(int status, String body) {
        answers.add(new Answer(status, body));
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> requests() {
        return List.copyOf(heard);
    }

    /** The body of a request, counted from 0. */
    String body(int request) {
        return List.copyOf(bodies).get(request);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String text = body.length >= 1 << 20 ? body.length + " bytes" : new String(body, StandardCharsets.UTF_8);
        bodies.add(text);
        heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + (body.length > 2000 ? body.length + " bytes" : text));
        credentials.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Answer answer = next();
        byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized Answer next() {
        Answer first = answers.getFirst();
        return answers.size() > 1 ? answers.removeFirst() : first;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
