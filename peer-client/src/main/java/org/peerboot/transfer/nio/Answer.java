package org.peerboot.transfer.nio;

import java.util.Map;

/** What a request is answered with. */
public sealed interface Answer {
    /**
     * Payload; the server itself does HEAD, ranges, If-Range and If-None-Match.
     *
     * @param etag without quotes, of visible ASCII characters
     * @param contentType such as {@code application/octet-stream}
     * @param stream what this payload is sent for, such as an image's digest; see {@code BulkServer.evictStreams}
     */
    record Body(Payload payload, String etag, String contentType, Object stream) implements Answer {
        public Body {
            HttpText.requireVisible("etag", etag);
            HttpText.requireHeaderValue("content type", contentType);
            if (etag.indexOf('"') >= 0) {
                throw new IllegalArgumentException("etag " + etag + " holds a quote");
            }
        }
    }

    /**
     * A small answer such as 403, 404, 503.
     *
     * @param text the body, sent as UTF-8 with a line break at its end
     * @param headers further ones, such as {@code Retry-After: 1}; {@code Content-Type} replaces {@code text/plain}
     */
    record Text(int status, String text, Map<String, String> headers) implements Answer {
        public Text {
            if (status < 200 || status > 599 || status == 204 || status == 304) {
                throw new IllegalArgumentException("status " + status + " cannot carry a text");
            }
            headers = Map.copyOf(headers);
            headers.forEach((name, value) -> {
                HttpText.requireToken("header name", name);
                HttpText.requireHeaderValue("header " + name, value);
            });
        }

        public Text(int status, String text) {
            this(status, text, Map.of());
        }
    }

    /** An open-ended stream of lines, such as announcements of pieces; best on a connection of its own. */
    record Events(Feed feed) implements Answer {}
}
