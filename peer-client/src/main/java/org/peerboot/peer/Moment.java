package org.peerboot.peer;

import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.transfer.nio.EventLoop;
import org.peerboot.transfer.nio.Timer;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.Weighing;

/**
 * The update in force as it counts at this moment. What only time changes is looked at again: a load that has been low for
 * long enough, and how long a transfer still needs where sources are weighed by it.
 */
final class Moment {
    private static final long TRANSFER_EVERY = 1_000_000_000L;

    private final EventLoop loop;
    private final HeldLoads held;
    private final BooleanSupplier transfers;
    private final Runnable again;
    private @Nullable Timer timer;

    /**
     * @param transfers whether an image is on its way here
     * @param again run when the answer is another
     */
    Moment(EventLoop loop, Random random, BooleanSupplier transfers, Runnable again) {
        this.loop = loop;
        this.held = new HeldLoads(random);
        this.transfers = transfers;
        this.again = again;
    }

    /** The update with the loads that still count. */
    TrackerUpdate of(TrackerUpdate update) {
        close();
        long now = loop.nanoTime();
        TrackerUpdate weighed = held.over(update, now);
        Long free = held.nextFree();
        long wait = free == null ? Long.MAX_VALUE : Math.max(1, free - now);
        if (transfers.getAsBoolean() && asksForTransfers(update)) {
            wait = Math.min(wait, TRANSFER_EVERY);
        }
        if (wait < Long.MAX_VALUE) {
            timer = loop.schedule(wait, again);
        }
        return weighed;
    }

    private static boolean asksForTransfers(TrackerUpdate update) {
        return update.weighings().stream()
                .filter(Weighing::asksForTransfer)
                .anyMatch(weighing -> update.images().stream()
                        .flatMap(image -> image.candidates().stream())
                        .anyMatch(candidate -> candidate.attributes().containsKey(weighing.attribute())));
    }

    void close() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
