package org.peerboot.transfer.nio;

/**
 * A request and what its framing says.
 *
 * @param range the Range header, or the empty string
 * @param http11 false for HTTP/1.0
 * @param keepAlive whether the connection outlives the answer
 */
record RequestHead(BulkRequest request, String range, boolean http11, boolean keepAlive) {
    boolean isHead() {
        return request.method().equals("HEAD");
    }

    /** The same request for another range. */
    RequestHead with(String otherRange) {
        return new RequestHead(request, otherRange, http11, keepAlive);
    }
}
