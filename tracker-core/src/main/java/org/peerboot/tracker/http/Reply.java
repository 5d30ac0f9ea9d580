package org.peerboot.tracker.http;

import org.peerboot.wire.ErrorReply;
import org.peerboot.wire.Json;

/**
 * An answer.
 *
 * @param type of the body, as in the header {@code Content-Type}
 */
public record Reply(int status, String type, String body) {
    private static final String JSON = "application/json";

    /** @param body is written as JSON */
    public static Reply of(int status, Object body) {
        return new Reply(status, JSON, Json.write(body));
    }

    /** @param message the thing, the reason, the remedy */
    public static Reply error(int status, String message) {
        return of(status, new ErrorReply(message));
    }
}
