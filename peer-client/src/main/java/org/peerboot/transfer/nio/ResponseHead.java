package org.peerboot.transfer.nio;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a response says before its body.
 *
 * @param length of the body in bytes; -1 when chunked
 * @param keepAlive whether another response may follow
 */
record ResponseHead(int status, String phrase, Map<String, String> headers, long length, boolean keepAlive) {
    boolean isChunked() {
        return length < 0;
    }

    boolean isRefusal() {
        return status != 200 && status != 206;
    }

    /** Milliseconds that a Retry-After in seconds asks for, at most an hour; 0 without one. */
    long retryAfterMillis() {
        long seconds = HeaderFields.decimal(headers.getOrDefault("retry-after", ""));
        return Math.min(Math.max(0, seconds), 3_600) * 1_000;
    }

    /** Null when this carries exactly the {@code count} bytes from {@code from}, otherwise what is wrong. */
    @Nullable
    String mismatch(long from, long count) {
        if (isChunked() || length != count) {
            return "asked for " + count + " bytes, answered with " + (isChunked() ? "chunks" : length);
        }
        String range = headers.getOrDefault("content-range", "");
        if (status == 200) {
            return from == 0 && range.isEmpty() ? null : "asked for a range from " + from + ", answered with the whole";
        }
        String wanted = "bytes " + from + "-" + (from + count - 1) + "/";
        if (status != 206 || !range.startsWith(wanted)) {
            return "asked for " + wanted + "*, answered with status " + status + " Content-Range \"" + range + "\"";
        }
        String total = range.substring(wanted.length());
        boolean possible = total.equals("*") || HeaderFields.decimal(total) >= from + count;
        return possible ? null : "Content-Range \"" + range + "\" lies beyond its own total";
    }
}
