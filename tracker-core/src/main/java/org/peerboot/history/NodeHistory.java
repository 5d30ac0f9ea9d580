package org.peerboot.history;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.Load;

/**
 * How fast each node sends and receives images, and how often it is lost as a source, in each hour of the week. An hour
 * is summed up when it is over. Reads no clock.
 */
final class NodeHistory {
    private static final int MOST_NODES = 16_384;
    /** Of all nodes and hours together: some 20 MB in the file, most nodes move images in few hours. */
    private static final int MOST_HABITS = 400_000;

    /** Of the hour that runs. */
    private static final class Sum {
        long sent;
        long received;
        int secondsSent;
        int secondsReceived;
        int minutesSent;
        int minutesLost;
        long lastSentSecond = Long.MIN_VALUE;
        long lastReceivedSecond = Long.MIN_VALUE;
        long lastSentMinute = Long.MIN_VALUE;
        long lastLostMinute = Long.MIN_VALUE;

        Habit habit() {
            return new Habit(
                    minutesSent == 0 ? 0 : Math.min(1, Math.round(100.0 * minutesLost / minutesSent) / 100.0),
                    secondsSent == 0 ? 0 : sent / secondsSent,
                    secondsReceived == 0 ? 0 : received / secondsReceived);
        }
    }

    private final ZoneId zone;
    private final Map<String, Map<Integer, Habit>> nodes = new TreeMap<>();
    private final Map<String, Sum> sums = new HashMap<>();
    private int habits;
    private int hour = -1;
    private Map<String, Load> failures = Map.of();

    /** @param zone in which Monday at nine is meant */
    NodeHistory(ZoneId zone, Saved saved) {
        this.zone = zone;
        saved.nodes()
                .forEach((name, week) -> week.forEach((at, habit) -> {
                    if (at >= 0 && at < Week.HOURS) {
                        keep(name, at, habit);
                    }
                }));
    }

    /** @param bytes of payload, as the destination's report has them */
    void moved(String source, String destination, long bytes, long millis) {
        long second = Math.floorDiv(millis, 1000L);
        Sum from = sum(source);
        Sum to = sum(destination);
        if (from == null || to == null) {
            return;
        }
        from.sent += bytes;
        to.received += bytes;
        if (from.lastSentSecond != second) {
            from.lastSentSecond = second;
            from.secondsSent++;
        }
        if (to.lastReceivedSecond != second) {
            to.lastReceivedSecond = second;
            to.secondsReceived++;
        }
        sendsIn(from, Math.floorDiv(second, 60L));
    }

    /** A destination lost {@code source} in mid-transfer, and no rule was the cause. */
    void lost(String source, long millis) {
        long minute = Math.floorDiv(millis, 60_000L);
        Sum sum = sum(source);
        if (sum != null) {
            sendsIn(sum, minute);
            if (sum.lastLostMinute != minute) {
                sum.lastLostMinute = minute;
                sum.minutesLost++;
            }
        }
    }

    private static void sendsIn(Sum sum, long minute) {
        if (sum.lastSentMinute != minute) {
            sum.lastSentMinute = minute;
            sum.minutesSent++;
        }
    }

    private @Nullable Sum sum(String node) {
        return sums.size() < MOST_NODES || sums.containsKey(node) ? sums.computeIfAbsent(node, n -> new Sum()) : null;
    }

    /**
     * Called each second.
     *
     * @return whether an hour has ended, so that {@link #failures} are others and {@link #saved} is worth keeping
     */
    boolean take(long millis) {
        int now = Week.hour(millis, zone);
        if (now == hour) {
            return false;
        }
        if (hour >= 0) {
            sums.forEach((node, sum) -> keep(node, hour, sum.habit()));
        }
        sums.clear();
        hour = now;
        Map<String, Load> expected = new HashMap<>();
        nodes.forEach((node, week) -> {
            Habit habit = week.get(now);
            if (habit != null && habit.sent() > 0) {
                expected.put(node, Load.first(habit.failures(), millis, "history, " + Week.words(now)));
            }
        });
        failures = Map.copyOf(expected);
        return true;
    }

    private void keep(String node, int at, Habit habit) {
        Map<Integer, Habit> week = nodes.get(node);
        if (week == null || !week.containsKey(at)) {
            if (habits >= MOST_HABITS || (week == null && nodes.size() >= MOST_NODES)) {
                return;
            }
            habits++;
        }
        nodes.computeIfAbsent(node, n -> new TreeMap<>()).merge(at, habit, Habit::after);
    }

    /** By source: the share of minutes in which it was lost in this hour of the weeks before. */
    Map<String, Load> failures() {
        return failures;
    }

    /** Payload bytes a second that {@code node} took in this hour of the weeks before; 0 where not known. */
    long received(String node) {
        Habit habit = nodes.getOrDefault(node, Map.of()).get(hour);
        return habit == null ? 0 : habit.received();
    }

    /** All that should outlive the tracker, by node and hour of the week. */
    Map<String, Map<Integer, Habit>> saved() {
        Map<String, Map<Integer, Habit>> all = new TreeMap<>();
        nodes.forEach((node, week) -> all.put(node, new TreeMap<>(week)));
        return all;
    }
}
