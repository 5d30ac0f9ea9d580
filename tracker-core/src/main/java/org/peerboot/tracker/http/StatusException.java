package org.peerboot.tracker.http;

/** An answer of 400 and above. */
public final class StatusException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    public StatusException(int status, String what, String why, String remedy) {
        this(status, what + ": " + why + "; " + remedy);
    }

    /** @param message the thing, the reason, the remedy */
    public StatusException(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
