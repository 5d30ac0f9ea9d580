package org.peerboot.tracker;

import java.util.function.Function;
import org.peerboot.plan.Capabilities;
import org.peerboot.wire.Capability;

/**
 * Issues capabilities, each for at least a day: so long do peers work on without the tracker. Their expiry moves in
 * steps of twelve hours, so that a plan that did not change stays equal in between.
 */
final class Leave {
    private static final long STEP_SECONDS = 12 * 3600;

    private final Function<String, byte[]> keys;

    /** @param keys the key that each node's peer checks with */
    Leave(Function<String, byte[]> keys) {
        this.keys = keys;
    }

    /** Which step {@code nowMillis} lies in. */
    static long step(long nowMillis) {
        return nowMillis / 1000 / STEP_SECONDS;
    }

    Capabilities at(long nowMillis) {
        long expiry = (step(nowMillis) + 3) * STEP_SECONDS;
        return (source, image, destinationAddress) ->
                Capability.issue(keys.apply(source), image, destinationAddress, expiry);
    }
}
