package org.peerboot.tracker.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Request targets. */
final class Targets {
    private static final int MAX_PARAMETERS = 32;

    private Targets() {}

    static String path(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** @throws StatusException if the query is not properly encoded */
    static Map<String, String> query(String target) {
        try {
            Map<String, String> first = new LinkedHashMap<>();
            QueryStringDecoder.builder()
                    .maxParams(MAX_PARAMETERS)
                    .build(target)
                    .parameters()
                    .forEach((name, values) -> first.put(name, values.get(0)));
            return first;
        } catch (IllegalArgumentException e) {
            throw new StatusException(
                    400, "query of " + path(target), "is not encoded properly", "encode it as RFC 3986 says");
        }
    }
}
