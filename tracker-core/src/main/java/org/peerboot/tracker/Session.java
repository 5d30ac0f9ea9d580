package org.peerboot.tracker;

import org.peerboot.wire.TrackerMessage;
import org.peerboot.wire.TrackerUpdate;

/** The way to one peer, as the state sees it. */
interface Session {
    /** Sends as soon as the peer takes it; a later update replaces one that has not left yet. */
    void update(TrackerUpdate update);

    /** Sends at once. */
    void send(TrackerMessage message);

    /** @param reason the thing, the reason, the remedy; cut at 123 bytes */
    void close(String reason);
}
