package org.peerboot.transfer.nio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * The bytes before the payload of an answer, and which payload follows. A pure function of request and answer.
 *
 * @param head status line and headers, with the text of a small answer
 * @param from first byte of the payload to send
 * @param count bytes of payload to send, 0 for none
 */
record Reply(ByteBuffer head, long from, long count) {
    static Reply of(RequestHead request, Answer.Body body) {
        long size = body.payload().size();
        String etag = '"' + body.etag() + '"';
        if (matches(request.request().header("if-none-match"), etag)) {
            return new Reply(
                    finish(start(304, request.keepAlive())
                            .append("ETag: ")
                            .append(etag)
                            .append("\r\n")),
                    0,
                    0);
        }
        ByteRange range = ranged(request, etag, size);
        if (!range.satisfiable()) {
            String why = "range " + request.range() + " lies beyond the " + size + " bytes of this";
            return text(request, new Answer.Text(416, why, Map.of("Content-Range", "bytes */" + size)));
        }
        if (range.count() > 0 && !body.payload().available(range.from(), range.count())) {
            String why = "bytes " + range.from() + "-" + (range.from() + range.count() - 1) + " of " + size
                    + " are not held here yet";
            return text(request, new Answer.Text(404, why));
        }
        StringBuilder head = start(range.partial() ? 206 : 200, request.keepAlive());
        head.append("Content-Length: ").append(range.count()).append("\r\n");
        if (range.partial()) {
            head.append("Content-Range: bytes ").append(range.from()).append('-');
            head.append(range.from() + range.count() - 1)
                    .append('/')
                    .append(size)
                    .append("\r\n");
        }
        head.append("Content-Type: ").append(body.contentType()).append("\r\nAccept-Ranges: bytes\r\nETag: ");
        head.append(etag).append("\r\n");
        return new Reply(finish(head), range.from(), request.isHead() ? 0 : range.count());
    }

    static Reply text(RequestHead request, Answer.Text answer) {
        return text(answer, request.isHead(), request.keepAlive());
    }

    /** @param headOnly for HEAD: the length is told and the text is not */
    static Reply text(Answer.Text answer, boolean headOnly, boolean keepAlive) {
        byte[] text = (answer.text() + "\n").getBytes(StandardCharsets.UTF_8);
        StringBuilder head = start(answer.status(), keepAlive);
        head.append("Content-Length: ").append(text.length).append("\r\n");
        boolean typed = false;
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            typed |= header.getKey().toLowerCase(Locale.ROOT).equals("content-type");
            head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        if (!typed) {
            head.append("Content-Type: text/plain; charset=utf-8\r\n");
        }
        byte[] top = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer all =
                ByteBuffer.allocate(top.length + (headOnly ? 0 : text.length)).put(top);
        if (!headOnly) {
            all.put(text);
        }
        return new Reply(all.flip(), 0, 0);
    }

    /** The head of a stream of lines, which HTTP/1.0 has no chunks for and gets bare. */
    static Reply events(RequestHead request) {
        StringBuilder head = start(200, request.http11() && request.keepAlive());
        head.append("Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n");
        if (request.http11()) {
            head.append("Transfer-Encoding: chunked\r\n");
        }
        return new Reply(finish(head), 0, 0);
    }

    private static ByteRange ranged(RequestHead request, String etag, long size) {
        String condition = request.request().header("if-range");
        // A date never matches, and a range means nothing to HEAD (RFC 9110, sections 13.1.5 and 14.2).
        boolean ignored = request.isHead() || !(condition.isEmpty() || condition.equals(etag));
        return ByteRange.parse(ignored ? "" : request.range(), size);
    }

    private static boolean matches(String list, String etag) {
        if (list.isEmpty()) {
            return false;
        }
        return list.equals("*") || HeaderFields.lists(list.replace("W/\"", "\""), etag);
    }

    private static StringBuilder start(int status, boolean keepAlive) {
        StringBuilder head = new StringBuilder(320);
        head.append("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(Status.phrase(status))
                .append("\r\n");
        return keepAlive ? head : head.append("Connection: close\r\n");
    }

    private static ByteBuffer finish(StringBuilder head) {
        return ByteBuffer.wrap(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
