package org.peerboot.attributes;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.peerboot.peer.NetworkRates;

/**
 * What Peerboot itself moves over switches' uplinks, by second, as nodes report it: to be left out of what switches
 * count. A switch looks at its counters every some seconds, and a node reports a second later, so that nobody knows which
 * of our seconds a count has in it: the busiest that it may have are left out. Peers shall not flee from each other.
 */
public final class OwnTraffic {
    /** So long after its seconds a count may be left to lie until all nodes have reported. */
    public static final long LATE_MILLIS = 2_000;
    /** net-snmp's counters of interfaces are 15 s old at most, by its default. */
    private static final int EARLY_SECONDS = 15;

    private static final int LATE_SECONDS = (int) (LATE_MILLIS / 1000);
    private static final int MOST_SECONDS = 120;
    private static final int KEPT_SECONDS = 160;

    /** Of one switch: payload bytes in each of the last seconds. */
    private static final class Seconds {
        private final double[] up = new double[KEPT_SECONDS];
        private final double[] down = new double[KEPT_SECONDS];
        private long newest;

        void reach(long second) {
            if (second - newest >= KEPT_SECONDS || newest - second > LATE_SECONDS) {
                Arrays.fill(up, 0);
                Arrays.fill(down, 0);
                newest = second;
            }
            while (newest < second) {
                newest++;
                up[slot(newest)] = 0;
                down[slot(newest)] = 0;
            }
        }

        double most(double[] bytes, long until, int length) {
            double most = 0;
            for (long end = until - EARLY_SECONDS; end <= until + LATE_SECONDS; end++) {
                double sum = 0;
                for (long at = end - length + 1; at <= end; at++) {
                    sum += at > newest || at <= newest - KEPT_SECONDS ? 0 : bytes[slot(at)];
                }
                most = Math.max(most, sum);
            }
            return most / length;
        }

        private static int slot(long second) {
            return (int) Math.floorMod(second, (long) KEPT_SECONDS);
        }
    }

    private final Map<String, Seconds> switches = new HashMap<>();

    /**
     * @param up switches whose uplinks the bytes took upwards
     * @param down those where they came down
     * @param bytes of payload
     */
    public void moved(List<String> up, List<String> down, long bytes, long nowMillis) {
        long second = Math.floorDiv(nowMillis, 1000L);
        up.forEach(name -> seconds(name, second).up[Seconds.slot(second)] += bytes);
        down.forEach(name -> seconds(name, second).down[Seconds.slot(second)] += bytes);
    }

    private Seconds seconds(String name, long second) {
        Seconds seconds = switches.computeIfAbsent(name, n -> new Seconds());
        seconds.reach(second);
        return seconds;
    }

    /** What is left for others of a count that ended at {@code untilMillis}. */
    public UplinkBytes others(CountedUplink counted, long untilMillis) {
        Seconds own = switches.get(counted.name());
        if (own == null) {
            return new UplinkBytes(counted.up(), counted.down());
        }
        long until = Math.floorDiv(untilMillis, 1000L);
        int length = (int) Math.max(1, Math.min(MOST_SECONDS, (counted.millis() + 999) / 1000));
        double up = own.most(own.up, until, length);
        double down = own.most(own.down, until, length);
        return new UplinkBytes(
                Math.max(0, counted.up() - up * NetworkRates.FRAMED - down * NetworkRates.ACKNOWLEDGED),
                Math.max(0, counted.down() - down * NetworkRates.FRAMED - up * NetworkRates.ACKNOWLEDGED));
    }

    /** Forgets switches that moved nothing for long. */
    public void tidy(long nowMillis) {
        long second = Math.floorDiv(nowMillis, 1000L);
        switches.values().removeIf(seconds -> Math.abs(second - seconds.newest) >= KEPT_SECONDS);
    }
}
