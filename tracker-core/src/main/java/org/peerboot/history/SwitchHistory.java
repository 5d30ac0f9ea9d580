package org.peerboot.history;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.peerboot.attributes.Load;
import org.peerboot.attributes.Loads;

/**
 * How busy others keep each switch's uplink in each hour of the week. An hour is summed up when it is over; of one in
 * which less than a minute was measured nothing is kept. A clock that goes back ends the hour too. Reads no clock.
 */
final class SwitchHistory {
    /** 168 hours both ways of so many are some 20 MB. */
    private static final int MOST_SWITCHES = 4096;
    /** One measurement a second. */
    private static final int LEAST_MEASUREMENTS = 60;

    private static final class Sum {
        double up;
        double down;
        int count;
    }

    private final ZoneId zone;
    private final Map<String, Week> weeks = new TreeMap<>();
    private final Map<String, Sum> sums = new HashMap<>();
    private int hour = -1;
    private Map<String, Loads.Uplink> usual = Map.of();

    /** @param zone in which Monday at nine is meant */
    SwitchHistory(ZoneId zone, Saved saved) {
        this.zone = zone;
        saved.switches().forEach((name, week) -> {
            if (weeks.size() < MOST_SWITCHES) {
                weeks.put(name, week);
            }
        });
    }

    /**
     * Called each second with what is known then.
     *
     * @return whether an hour has ended, so that {@link #usual} is another and {@link #saved} is worth keeping
     */
    boolean take(Map<String, Loads.Uplink> switches, long millis) {
        int now = Week.hour(millis, zone);
        boolean ended = now != hour;
        if (ended) {
            sums.forEach(this::sumUp);
            sums.clear();
            hour = now;
            usual = expected(now, millis);
        }
        switches.forEach((name, uplink) -> {
            Sum sum = sums.computeIfAbsent(name, n -> new Sum());
            sum.up += uplink.up().measured();
            sum.down += uplink.down().measured();
            sum.count++;
        });
        return ended;
    }

    private void sumUp(String name, Sum sum) {
        boolean room = weeks.size() < MOST_SWITCHES || weeks.containsKey(name);
        if (room && sum.count >= LEAST_MEASUREMENTS) {
            Week before = weeks.getOrDefault(name, Week.unknown());
            weeks.put(name, before.with(hour, sum.up / sum.count, sum.down / sum.count));
        }
    }

    private Map<String, Loads.Uplink> expected(int at, long millis) {
        Map<String, Loads.Uplink> expected = new HashMap<>();
        String source = "history, " + Week.words(at);
        weeks.forEach((name, week) -> {
            if (week.knows(at)) {
                expected.put(
                        name,
                        new Loads.Uplink(
                                Load.first(week.up().get(at), millis, source),
                                Load.first(week.down().get(at), millis, source)));
            }
        });
        return Map.copyOf(expected);
    }

    /** What is usual in this hour of the week, by switch; the same object until the hour ends. */
    Map<String, Loads.Uplink> usual() {
        return usual;
    }

    /** All that should outlive the tracker. */
    Map<String, Week> saved() {
        return new TreeMap<>(weeks);
    }
}
