package org.peerboot.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.Load;

/**
 * How fast nodes, or pairs of them, send and receive images, and how often they are lost as sources, in each hour of the
 * week. An hour is summed up when it is over; where there is no room for all, those that were lost come first.
 */
final class Habits {
    /** Of the hour that runs. */
    private static final class Sum {
        HabitSum sum = new HabitSum(0, 0, 0, 0, 0, 0);
        long lastSentSecond = Long.MIN_VALUE;
        long lastReceivedSecond = Long.MIN_VALUE;
        long lastSentMinute = Long.MIN_VALUE;
        long lastLostMinute = Long.MIN_VALUE;
    }

    private final int mostNames;
    private final int mostHabits;
    private final Map<String, Map<Integer, Habit>> weeks = new TreeMap<>();
    private final Map<String, Sum> sums = new HashMap<>();
    private int habits;

    /**
     * @param mostNames of nodes or pairs
     * @param mostHabits of all names and hours together
     */
    Habits(int mostNames, int mostHabits, Map<String, Map<Integer, Habit>> saved) {
        this.mostNames = mostNames;
        this.mostHabits = mostHabits;
        saved.forEach((name, week) -> week.forEach((at, habit) -> {
            if (at >= 0 && at < Week.HOURS) {
                keep(name, at, habit);
            }
        }));
    }

    /** Goes on with an hour that was left. */
    void resume(Map<String, HabitSum> running) {
        running.forEach((name, before) -> {
            Sum sum = sum(name);
            if (sum != null) {
                sum.sum = before;
            }
        });
    }

    void sent(String name, long bytes, long millis) {
        Sum sum = sum(name);
        if (sum != null) {
            long second = Math.floorDiv(millis, 1000L);
            HabitSum b = sum.sum;
            int more = sum.lastSentSecond == second ? 0 : 1;
            sum.lastSentSecond = second;
            sum.sum = new HabitSum(
                    b.sent() + bytes,
                    b.received(),
                    b.secondsSent() + more,
                    b.secondsReceived(),
                    b.minutesSent(),
                    b.minutesLost());
            sendsIn(sum, Math.floorDiv(second, 60L));
        }
    }

    void received(String name, long bytes, long millis) {
        Sum sum = sum(name);
        if (sum != null) {
            long second = Math.floorDiv(millis, 1000L);
            HabitSum b = sum.sum;
            int more = sum.lastReceivedSecond == second ? 0 : 1;
            sum.lastReceivedSecond = second;
            sum.sum = new HabitSum(
                    b.sent(),
                    b.received() + bytes,
                    b.secondsSent(),
                    b.secondsReceived() + more,
                    b.minutesSent(),
                    b.minutesLost());
        }
    }

    void lost(String name, long millis) {
        Sum sum = sum(name);
        if (sum != null) {
            long minute = Math.floorDiv(millis, 60_000L);
            sendsIn(sum, minute);
            if (sum.lastLostMinute != minute) {
                sum.lastLostMinute = minute;
                sum.sum = minutes(sum.sum, 0, 1);
            }
        }
    }

    private static void sendsIn(Sum sum, long minute) {
        if (sum.lastSentMinute != minute) {
            sum.lastSentMinute = minute;
            sum.sum = minutes(sum.sum, 1, 0);
        }
    }

    private static HabitSum minutes(HabitSum b, int sent, int lost) {
        return new HabitSum(
                b.sent(),
                b.received(),
                b.secondsSent(),
                b.secondsReceived(),
                b.minutesSent() + sent,
                Math.min(b.minutesSent() + sent, b.minutesLost() + lost));
    }

    private @Nullable Sum sum(String name) {
        return sums.size() < mostNames || sums.containsKey(name) ? sums.computeIfAbsent(name, n -> new Sum()) : null;
    }

    /** The hour is over. */
    void sumUp(int hour) {
        List<Map.Entry<String, Sum>> all = new ArrayList<>(sums.entrySet());
        all.sort(Comparator.comparingInt(one -> -one.getValue().sum.minutesLost()));
        all.forEach(one -> keep(one.getKey(), hour, one.getValue().sum.habit()));
        sums.clear();
    }

    private void keep(String name, int at, Habit habit) {
        Map<Integer, Habit> week = weeks.get(name);
        if (week == null || !week.containsKey(at)) {
            if (habits >= mostHabits || (week == null && weeks.size() >= mostNames)) {
                return;
            }
            habits++;
        }
        weeks.computeIfAbsent(name, n -> new TreeMap<>()).merge(at, habit, Habit::after);
    }

    /** By name: the share of minutes in which it was lost in this hour of the weeks before. */
    Map<String, Load> failures(int hour, long millis) {
        Map<String, Load> expected = new HashMap<>();
        String source = "history, " + Week.words(hour);
        weeks.forEach((name, week) -> {
            Habit habit = week.get(hour);
            if (habit != null && habit.sent() > 0) {
                expected.put(name, Load.first(habit.failures(), millis, source));
            }
        });
        return expected;
    }

    /** Payload bytes a second that {@code name} took in this hour of the weeks before; 0 where not known. */
    long received(String name, int hour) {
        Habit habit = weeks.getOrDefault(name, Map.of()).get(hour);
        return habit == null ? 0 : habit.received();
    }

    /** By name and hour of the week. */
    Map<String, Map<Integer, Habit>> saved() {
        Map<String, Map<Integer, Habit>> all = new TreeMap<>();
        weeks.forEach((name, week) -> all.put(name, new TreeMap<>(week)));
        return all;
    }

    /** Of the hour that runs. */
    Map<String, HabitSum> running() {
        Map<String, HabitSum> all = new TreeMap<>();
        sums.forEach((name, sum) -> all.put(name, sum.sum));
        return all;
    }
}
