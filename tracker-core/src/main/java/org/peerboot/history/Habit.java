package org.peerboot.history;

import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/**
 * What a node, or the origin, did in one hour of the weeks before.
 *
 * @param failures of the minutes in which others took from it, the share in which one of them lost it
 * @param sent payload bytes a second while others took from it; 0 where none did
 * @param received payload bytes a second while it took from others; 0 where it did not
 */
public record Habit(double failures, long sent, long received) {
    public Habit {
        if (!(failures >= 0 && failures <= 1) || sent < 0 || received < 0) {
            throw new RefusedException(
                    "a node's habit",
                    "is " + failures + ", " + sent + ", " + received,
                    "remove the file: history begins anew");
        }
    }

    /** This one after another week, which counts a half. */
    static Habit after(@Nullable Habit before, Habit newest) {
        if (before == null) {
            return newest;
        }
        double both = Math.round((before.failures + newest.failures) * 50) / 100.0;
        return new Habit(
                newest.sent == 0 ? before.failures : before.sent == 0 ? newest.failures : both,
                mean(before.sent, newest.sent),
                mean(before.received, newest.received));
    }

    /** Of an hour in which nothing moved nothing is learnt. */
    private static long mean(long before, long newest) {
        return newest == 0 ? before : before == 0 ? newest : before / 2 + newest / 2;
    }
}
