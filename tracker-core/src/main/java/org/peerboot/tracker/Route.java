package org.peerboot.tracker;

import org.peerboot.auth.Caller;
import org.peerboot.tracker.http.Reply;
import org.peerboot.tracker.http.Request;

/**
 * One method of one path.
 *
 * @param maxBody in bytes
 */
record Route(String method, String path, Door door, int maxBody, Answer answer) {
    /** Who may come in. */
    enum Door {
        /** Whoever can reach the port. */
        OPEN,
        /** Who proved who he is; anybody where the configuration says so. */
        READER,
        /** Who proved who he is. */
        KNOWN,
        /** Administrators. */
        ADMIN
    }

    /** What comes out. */
    @FunctionalInterface
    interface Answer {
        Reply to(Request request, Caller caller);
    }
}
