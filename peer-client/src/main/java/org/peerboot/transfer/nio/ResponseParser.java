package org.peerboot.transfer.nio;

import java.util.List;
import java.util.Map;

/** The lines of a response's head to a response. Its body's length must be told, or be chunked. */
final class ResponseParser {
    private static final long MOST_SECONDS = 3_600;

    private ResponseParser() {}

    static ResponseHead parse(List<String> lines) throws MalformedException {
        String line = lines.get(0);
        boolean http11 = line.startsWith("HTTP/1.1 ");
        if (!(http11 || line.startsWith("HTTP/1.0 "))
                || line.length() < 12
                || HeaderFields.decimal(line.substring(9, 12)) < 100
                || (line.length() > 12 && line.charAt(12) != ' ')) {
            throw new MalformedException("a status line that is not HTTP/1.1 with three digits");
        }
        int status = Integer.parseInt(line.substring(9, 12));
        if (status < 200 || status > 599) {
            throw new MalformedException("status " + status + ", which was not asked for");
        }
        Map<String, String> headers = HeaderFields.parse(lines.subList(1, lines.size()));
        boolean keepAlive = http11 && !HeaderFields.lists(headers.getOrDefault("connection", ""), "close");
        String phrase = line.length() > 13 ? line.substring(13) : Status.phrase(status);
        long retryAfter = HeaderFields.decimal(headers.getOrDefault("retry-after", ""));
        return new ResponseHead(
                status,
                phrase,
                length(status, headers),
                headers.getOrDefault("content-range", ""),
                Math.min(Math.max(0, retryAfter), MOST_SECONDS) * 1_000,
                keepAlive);
    }

    private static long length(int status, Map<String, String> headers) throws MalformedException {
        String text = headers.get("content-length");
        String coding = headers.get("transfer-encoding");
        if (text != null && coding != null) {
            throw new MalformedException("Content-Length together with Transfer-Encoding");
        }
        if (coding != null && !coding.equals("chunked")) {
            throw new MalformedException("Transfer-Encoding " + coding);
        }
        if (coding != null) {
            return -1;
        }
        if (status == 204 || status == 304) {
            return 0;
        }
        long length = HeaderFields.decimal(text == null ? "" : text);
        if (length < 0) {
            throw new MalformedException(text == null ? "no Content-Length" : "Content-Length " + text);
        }
        return length;
    }
}
