package org.peerboot.transfer.nio;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** The lines of a request's head to a request, by RFC 9112; anything that two parsers could read in two ways is refused. */
final class RequestParser {
    private RequestParser() {}

    /** @throws MalformedException with the status to answer: 400, 405 or 505 */
    static RequestHead parse(List<String> lines, InetSocketAddress remote) throws MalformedException {
        String line = lines.get(0);
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        if (first <= 0 || last == first || line.indexOf(' ', first + 1) != last || line.indexOf('\t') >= 0) {
            throw new MalformedException("a request line that is not method, target and version");
        }
        String method = line.substring(0, first);
        boolean http11 = version(line.substring(last + 1));
        Map<String, String> headers = HeaderFields.parse(lines.subList(1, lines.size()));
        checkHost(headers, http11);
        checkNoBody(method, headers);
        String path = RequestPath.ofTarget(line.substring(first + 1, last));
        boolean keepAlive = http11 && !HeaderFields.lists(headers.getOrDefault("connection", ""), "close");
        String range = headers.remove("range");
        BulkRequest request = new BulkRequest(method, path, headers, remote);
        return new RequestHead(request, range == null ? "" : range, http11, keepAlive);
    }

    private static boolean version(String text) throws MalformedException {
        if (text.equals("HTTP/1.1") || text.equals("HTTP/1.0")) {
            return text.equals("HTTP/1.1");
        }
        if (text.matches("HTTP/[0-9]\\.[0-9]")) {
            throw new MalformedException(505, "HTTP/1.1 and HTTP/1.0 are spoken here, not " + text);
        }
        throw new MalformedException("a request line that does not end with HTTP/1.1");
    }

    private static void checkHost(Map<String, String> headers, boolean http11) throws MalformedException {
        String host = headers.get("host");
        if (host == null ? http11 : !HostHeader.isValid(host)) {
            throw new MalformedException(host == null ? "no Host header" : "a Host header that names no host");
        }
    }

    private static void checkNoBody(String method, Map<String, String> headers) throws MalformedException {
        String length = headers.get("content-length");
        if (length != null && HeaderFields.decimal(length) < 0) {
            throw new MalformedException("a Content-Length that is not a number");
        }
        if (length != null && headers.containsKey("transfer-encoding")) {
            throw new MalformedException("Content-Length together with Transfer-Encoding");
        }
        if (!HttpText.isToken(method)) {
            throw new MalformedException("a method that is not a token");
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw new MalformedException(405, "GET and HEAD are answered here, not " + method);
        }
        if (headers.containsKey("transfer-encoding") || (length != null && HeaderFields.decimal(length) != 0)) {
            throw new MalformedException("a " + method + " with a body");
        }
    }
}
