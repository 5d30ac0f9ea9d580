package org.peerboot.tracker;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.peerboot.image.RefusedException;
import org.peerboot.tracker.http.Request;
import org.peerboot.tracker.http.StatusException;
import org.peerboot.wire.Json;

/** What a request brings. */
final class Bodies {
    private Bodies() {}

    /** @throws RefusedException if the body is not the JSON of a {@code type} */
    static <T> T json(Request request, Class<T> type) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(request.bytes()))
                    .toString();
            T read = Json.read(text, type, request.remote().getHostAddress());
            if (read == null) {
                throw new RefusedException(type.getSimpleName(), "is null", "send the JSON that the API describes");
            }
            return read;
        } catch (CharacterCodingException e) {
            throw new RefusedException(type.getSimpleName(), "is not UTF-8", "send JSON in UTF-8", e);
        }
    }

    /** @throws StatusException 400 if it is absent */
    static String parameter(Request request, String name) {
        String value = request.query().get(name);
        if (value == null || value.isEmpty()) {
            throw new StatusException(
                    400, "query of " + request.path(), "has no " + name, "add ?" + name + "= to the address");
        }
        return value;
    }
}
