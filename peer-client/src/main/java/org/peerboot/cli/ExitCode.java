package org.peerboot.cli;

/** What {@code peerboot} returns to the shell; documented in peerboot(1). */
public final class ExitCode {
    public static final int OK = 0;
    /** The work was begun and did not succeed. */
    public static final int FAILED = 1;
    /** The command line is not understood. */
    public static final int USAGE = 2;
    /** The input is refused: a name, a file, a host list, an image that does not exist. */
    public static final int REFUSED = 3;
    /** The tracker or the peer does not answer. */
    public static final int NOT_REACHABLE = 4;
    /** The caller may not do this, or did not prove who he is. */
    public static final int NOT_PERMITTED = 5;

    private ExitCode() {}
}
