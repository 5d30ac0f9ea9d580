package org.peerboot.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.ErrorReply;
import org.peerboot.wire.Json;

/** What came back from the tracker, or what did not, in words and exit codes. */
final class Answers {
    private Answers() {}

    /** Waits for the head and the body together: the client's own time limit ends with the head. */
    static HttpResponse<String> await(URI tracker, CompletableFuture<HttpResponse<String>> answer, Duration limit) {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw notReachable(tracker, "does not answer within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw notReachable(tracker, "was not waited for: interrupted", e);
        } catch (ExecutionException e) {
            throw failed(tracker, Failures.unwrap(e));
        }
    }

    private static CommandException failed(URI tracker, Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException) {
                return notReachable(tracker, "has a host name that is not known here", cause);
            }
        }
        if (cause instanceof HttpTimeoutException) {
            return notReachable(tracker, "does not answer in time", cause);
        }
        if (cause instanceof ConnectException) {
            return notReachable(tracker, "does not answer (connection refused)", cause);
        }
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof IOException && !(cause instanceof InterruptedIOException)) {
            return notReachable(tracker, "broke off (" + why + ")", cause);
        }
        return new CommandException(ExitCode.FAILED, "tracker " + tracker + ": " + why, cause);
    }

    private static CommandException notReachable(URI tracker, String why, Throwable cause) {
        return new CommandException(
                ExitCode.NOT_REACHABLE,
                "tracker " + tracker + ": " + why
                        + "; check that 'peerboot tracker' runs there, or name another with --tracker",
                cause);
    }

    /** The body of a good answer; else the tracker's own words with the exit code that fits them. */
    static String accepted(URI tracker, HttpResponse<String> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return response.body();
        }
        throw new CommandException(exitCode(status), words(tracker, status, response.body()));
    }

    private static int exitCode(int status) {
        return switch (status) {
            case 400, 404, 409, 413, 422 -> ExitCode.REFUSED;
            case 401, 403 -> ExitCode.NOT_PERMITTED;
            default -> ExitCode.FAILED;
        };
    }

    private static String words(URI tracker, int status, String body) {
        try {
            return Printable.text(Json.read(body, ErrorReply.class, "tracker").error());
        } catch (RefusedException e) {
            return "tracker " + tracker + ": answered with HTTP status " + status
                    + " and no reason; check that --tracker names a tracker";
        }
    }
}
