package org.peerboot.transfer.nio;

/** Decides what a request is answered with. Called on the loop, so it must not block. */
public interface BulkHandler {
    /** What it throws becomes a 500 and a line in the log. */
    Answer answer(BulkRequest request);
}
