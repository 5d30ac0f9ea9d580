package org.peerboot.transfer.nio;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * A well-formed request.
 *
 * @param method {@code GET} or {@code HEAD}
 * @param path begins with a slash, percent-decoded, without query and without {@code .} or {@code ..} segments
 * @param headers names in lower case, without Range, which is the server's affair; several of one name are joined with a
 *     comma
 * @param remote who asks
 */
public record BulkRequest(String method, String path, Map<String, String> headers, InetSocketAddress remote) {
    public BulkRequest {
        headers = Map.copyOf(headers);
    }

    /** The header {@code name} (lower case), or the empty string. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
