package org.peerboot.history;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.peerboot.attributes.Load;
import org.peerboot.attributes.Loads;

/**
 * How busy others keep each switch's uplink in each hour of the week. An hour is summed up when it is over; of one in
 * which less than a minute was measured nothing is kept.
 */
final class SwitchHistory {
    /** 168 hours both ways of so many are some 20 MB. */
    private static final int MOST_SWITCHES = 4096;
    /** One measurement a second. */
    private static final int LEAST_MEASUREMENTS = 60;

    private final Map<String, Week> weeks = new TreeMap<>();
    private final Map<String, UplinkSum> sums = new HashMap<>();

    SwitchHistory(Map<String, Week> saved) {
        saved.forEach((name, week) -> {
            if (weeks.size() < MOST_SWITCHES) {
                weeks.put(name, week);
            }
        });
    }

    /** Goes on with an hour that was left. */
    void resume(Map<String, UplinkSum> running) {
        sums.putAll(running);
    }

    /** What was measured in this second. */
    void take(Map<String, Loads.Uplink> switches) {
        switches.forEach((name, uplink) -> {
            UplinkSum sum = sums.getOrDefault(name, new UplinkSum(0, 0, 0));
            sums.put(
                    name,
                    new UplinkSum(
                            sum.up() + uplink.up().measured(),
                            sum.down() + uplink.down().measured(),
                            sum.count() + 1));
        });
    }

    /** The hour is over. */
    void sumUp(int hour) {
        sums.forEach((name, sum) -> {
            boolean room = weeks.size() < MOST_SWITCHES || weeks.containsKey(name);
            if (room && sum.count() >= LEAST_MEASUREMENTS) {
                Week before = weeks.getOrDefault(name, Week.unknown());
                weeks.put(name, before.with(hour, sum.up() / sum.count(), sum.down() / sum.count()));
            }
        });
        sums.clear();
    }

    /** What is usual in an hour of the week, by switch. */
    Map<String, Loads.Uplink> usual(int hour, long millis) {
        Map<String, Loads.Uplink> expected = new HashMap<>();
        String source = "history, " + Week.words(hour);
        weeks.forEach((name, week) -> {
            if (week.knows(hour)) {
                expected.put(
                        name,
                        new Loads.Uplink(
                                Load.first(week.up().get(hour), millis, source),
                                Load.first(week.down().get(hour), millis, source)));
            }
        });
        return Map.copyOf(expected);
    }

    Map<String, Week> saved() {
        return new TreeMap<>(weeks);
    }

    /** Of the hour that runs. */
    Map<String, UplinkSum> running() {
        return new TreeMap<>(sums);
    }
}
