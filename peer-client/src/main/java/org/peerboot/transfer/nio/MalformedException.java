package org.peerboot.transfer.nio;

/** A request or response outside the subset. Carries no stack: it tells of the far end, and it is cheap to cause. */
final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status what a server answers with */
    MalformedException(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    MalformedException(String message) {
        this(400, message);
    }

    int status() {
        return status;
    }
}
