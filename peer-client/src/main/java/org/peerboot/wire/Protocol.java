package org.peerboot.wire;

/** What both ends agree on. Messages may gain fields at any time; a number here changes when an old one changes its meaning. */
public final class Protocol {
    public static final int VERSION = 1;
    public static final int TRACKER_PORT = 7070;
    public static final int BULK_PORT = 7071;
    /** Where a peer opens its session: a WebSocket on the tracker's port. */
    public static final String SESSION_PATH = "/v1/session";
    /** The most candidate sources that an update names for one image. */
    public static final int MAX_CANDIDATES = 32;

    private Protocol() {}
}
