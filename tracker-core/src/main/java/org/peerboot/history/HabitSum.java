package org.peerboot.history;

import org.peerboot.image.RefusedException;

/**
 * What somebody did in the part of an hour that is over.
 *
 * @param sent payload bytes, in {@code secondsSent} seconds
 * @param received payload bytes, in {@code secondsReceived} seconds
 * @param minutesSent in which it sent; it was lost in {@code minutesLost} of them
 */
public record HabitSum(
        long sent, long received, int secondsSent, int secondsReceived, int minutesSent, int minutesLost) {
    public HabitSum {
        if (sent < 0
                || received < 0
                || secondsSent < 0
                || secondsReceived < 0
                || minutesLost < 0
                || minutesLost > minutesSent) {
            throw new RefusedException("a sum of an hour", "counts backwards", "remove the file: the hour begins anew");
        }
    }

    Habit habit() {
        return new Habit(
                minutesSent == 0 ? 0 : Math.round(100.0 * minutesLost / minutesSent) / 100.0,
                secondsSent == 0 ? 0 : sent / secondsSent,
                secondsReceived == 0 ? 0 : received / secondsReceived);
    }
}
