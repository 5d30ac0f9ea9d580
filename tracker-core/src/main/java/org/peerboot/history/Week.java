package org.peerboot.history;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/**
 * One uplink through the hours of a week: how busy others kept it, from 0 to 1, each way. What was measured in an hour
 * counts a half, the same hour of the weeks before the rest: a habit shows after two weeks, and is forgotten in five.
 *
 * @param up by hour from Monday 0 h on; {@link #UNKNOWN} where never measured
 * @param down the same
 */
record Week(List<Double> up, List<Double> down) {
    static final int HOURS = 7 * 24;
    static final double UNKNOWN = -1;
    private static final double NEWEST = 0.5;

    Week {
        if (!sane(up) || !sane(down)) {
            throw new RefusedException(
                    "a switch's week",
                    "is not " + HOURS + " numbers from 0 to 1, or -1, each way",
                    "remove the file: history begins anew");
        }
        up = List.copyOf(up);
        down = List.copyOf(down);
    }

    static Week unknown() {
        List<Double> hours = Collections.nCopies(HOURS, UNKNOWN);
        return new Week(hours, hours);
    }

    private static boolean sane(@Nullable List<Double> hours) {
        return hours != null
                && hours.size() == HOURS
                && hours.stream().allMatch(hour -> hour != null && (hour == UNKNOWN || (hour >= 0 && hour <= 1)));
    }

    /** Which hour of the week that is, where the cluster's users live. */
    static int hour(long millis, ZoneId zone) {
        ZonedDateTime then = Instant.ofEpochMilli(millis).atZone(zone);
        return (then.getDayOfWeek().getValue() - 1) * 24 + then.getHour();
    }

    /** Such as {@code monday 9 h}. */
    static String words(int hour) {
        return DayOfWeek.of(hour / 24 + 1).name().toLowerCase(Locale.ROOT) + " " + hour % 24 + " h";
    }

    boolean knows(int hour) {
        return up.get(hour) != UNKNOWN && down.get(hour) != UNKNOWN;
    }

    /** This week with an hour more. */
    Week with(int hour, double meanUp, double meanDown) {
        return new Week(with(up, hour, meanUp), with(down, hour, meanDown));
    }

    private static List<Double> with(List<Double> hours, int hour, double mean) {
        List<Double> next = new ArrayList<>(hours);
        next.set(hour, after(hours.get(hour), mean));
        return next;
    }

    private static double after(double before, double mean) {
        double weighed = before == UNKNOWN ? mean : before + (mean - before) * NEWEST;
        return Math.round(Math.max(0, Math.min(1, weighed)) * 1000) / 1000.0;
    }
}
