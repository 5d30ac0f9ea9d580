package org.peerboot.transfer.nio;

/**
 * A request and what its framing says.
 *
 * @param http11 false for HTTP/1.0
 * @param keepAlive whether the connection outlives the answer
 */
record RequestHead(BulkRequest request, boolean http11, boolean keepAlive) {
    boolean isHead() {
        return request.method().equals("HEAD");
    }
}
