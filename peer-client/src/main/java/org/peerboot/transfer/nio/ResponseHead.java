package org.peerboot.transfer.nio;

import org.jspecify.annotations.Nullable;

/**
 * What a response says before its body.
 *
 * @param length of the body in bytes; -1 when chunked
 * @param contentRange the header, or the empty string
 * @param retryAfterMillis what a Retry-After in seconds asks for, at most an hour; 0 without one
 * @param keepAlive whether another response may follow
 */
record ResponseHead(
        int status, String phrase, long length, String contentRange, long retryAfterMillis, boolean keepAlive) {
    boolean isChunked() {
        return length < 0;
    }

    boolean isRefusal() {
        return status != 200 && status != 206;
    }

    /** The same response with another range. */
    ResponseHead with(String otherRange) {
        return new ResponseHead(status, phrase, length, otherRange, retryAfterMillis, keepAlive);
    }

    /** Null when this carries exactly the {@code count} bytes from {@code from}, otherwise what is wrong. */
    @Nullable
    String mismatch(long from, long count) {
        if (isChunked() || length != count) {
            return "asked for " + count + " bytes, answered with " + (isChunked() ? "chunks" : length);
        }
        if (status == 200) {
            return from == 0 && contentRange.isEmpty()
                    ? null
                    : "asked for a range from " + from + ", answered with the whole";
        }
        String wanted = "bytes " + from + "-" + (from + count - 1) + "/";
        if (status != 206 || !contentRange.startsWith(wanted)) {
            return "asked for " + wanted + "*, answered with status " + status + " Content-Range \"" + contentRange
                    + "\"";
        }
        String total = contentRange.substring(wanted.length());
        boolean possible = total.equals("*") || HeaderFields.decimal(total) >= from + count;
        return possible ? null : "Content-Range \"" + contentRange + "\" lies beyond its own total";
    }
}
