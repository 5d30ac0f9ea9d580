package org.peerboot.transfer.nio;

/** Where a subscriber's lines come from. Called on the loop. */
public interface Feed {
    /** A subscriber has come; it may be sent lines at once. */
    void attach(Subscriber subscriber);

    /** The subscriber is gone, for whatever reason; called exactly once for every attach. */
    void detach(Subscriber subscriber);
}
