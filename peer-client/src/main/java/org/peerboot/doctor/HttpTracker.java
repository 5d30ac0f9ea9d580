package org.peerboot.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.peerboot.auth.Credentials;
import org.peerboot.auth.Http;
import org.peerboot.auth.SignedRequest;
import org.peerboot.image.RefusedException;

/** The tracker over HTTP. Each question is asked once, whether it was answered or not; each wait is bounded. */
public final class HttpTracker implements TrackerAnswers {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private record Question(String target, boolean signed) {}

    private final URI uri;
    private final Supplier<Credentials> credentials;
    private final Clock clock;
    private final Map<Question, Supplier<Answer>> asked = new HashMap<>();
    private final HttpClient http;

    public HttpTracker(URI uri, Supplier<Credentials> credentials, Clock clock) {
        this.uri = uri;
        this.http = Http.towards(uri)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        this.credentials = credentials;
        this.clock = clock;
    }

    @Override
    public Answer ask(String target, boolean signed) {
        Question question = new Question(target, signed);
        Supplier<Answer> known = asked.get(question);
        if (known == null) {
            known = answer(question);
            asked.put(question, known);
        }
        return known.get();
    }

    private Supplier<Answer> answer(Question question) {
        try {
            Answer answer = call(question);
            return () -> answer;
        } catch (RefusedException e) {
            return () -> {
                throw e;
            };
        }
    }

    private Answer call(Question question) {
        URI whole = uri.resolve(question.target());
        HttpRequest.Builder request = HttpRequest.newBuilder(whole).timeout(PATIENCE);
        if (question.signed()) {
            request.header(Credentials.HEADER, credentials.get().header(SignedRequest.of("GET", whole, new byte[0])));
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), clock.instant());
        } catch (IOException e) {
            throw new RefusedException(
                    "tracker " + uri,
                    "does not answer (" + words(e) + ")",
                    "start it there (systemctl start peerboot-tracker), open its port to this node, or correct tracker: in"
                            + " peer.yaml",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("tracker " + uri, "was not waited for", "run the check again", e);
        }
    }

    private static String words(IOException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException) {
                return "its host name has no address here";
            }
        }
        return e.getMessage() == null ? "connection refused" : e.getMessage();
    }
}
