package org.peerboot.tracker.http;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that came in whole.
 *
 * @param target path and query as sent
 * @param query parameters by name, decoded; of one given twice, the first
 * @param authorization the header's value
 * @param remote who sent it
 */
public record Request(
        String method,
        String path,
        String target,
        Map<String, String> query,
        @Nullable String authorization,
        ByteBuffer body,
        InetAddress remote) {

    /** A copy of the body. */
    public byte[] bytes() {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }
}
