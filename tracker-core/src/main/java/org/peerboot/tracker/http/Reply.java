package org.peerboot.tracker.http;

import org.peerboot.wire.ErrorReply;
import org.peerboot.wire.Json;

/** An answer, always JSON. */
public record Reply(int status, String json) {
    public static Reply of(int status, Object body) {
        return new Reply(status, Json.write(body));
    }

    /** @param message the thing, the reason, the remedy */
    public static Reply error(int status, String message) {
        return of(status, new ErrorReply(message));
    }
}
