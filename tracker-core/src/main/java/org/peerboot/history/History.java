package org.peerboot.history;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.peerboot.attributes.Load;
import org.peerboot.attributes.Loads;
import org.peerboot.attributes.Pair;

/**
 * What switches, nodes and pairs of nodes did in each hour of the week, and so what is to be expected in this one. A clock
 * that goes back ends the hour too. Reads no clock.
 */
public final class History {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int MOST_NODES = 16_384;
    private static final int MOST_PAIRS = 16_384;
    /** Of all nodes and hours together: some 12 MB in the file, most nodes move images in few hours. */
    private static final int MOST_OF_NODES = 250_000;
    /** The same of pairs, some 4 MB. */
    private static final int MOST_OF_PAIRS = 60_000;

    private final ZoneId zone;
    private final SwitchHistory switches;
    private final Habits nodes;
    private final Habits pairs;
    private long summedMillis;
    private int hour = -1;
    private long beganMillis;
    private boolean expects;
    private Map<String, Loads.Uplink> usual = Map.of();
    private Map<String, Load> failures = Map.of();
    private Map<Pair, Load> pairFailures = Map.of();

    /**
     * @param zone in which Monday at nine is meant
     * @param running the hour in which the tracker before this one stopped
     */
    public History(ZoneId zone, Saved saved, Running running) {
        this.zone = zone;
        this.switches = new SwitchHistory(saved.switches());
        this.nodes = new Habits(MOST_NODES, MOST_OF_NODES, saved.nodes());
        this.pairs = new Habits(MOST_PAIRS, MOST_OF_PAIRS, saved.pairs());
        this.summedMillis = saved.summed();
        if (running.hour() >= 0 && running.hour() < Week.HOURS && running.beganMillis() > summedMillis) {
            this.hour = running.hour();
            this.beganMillis = running.beganMillis();
            switches.resume(running.switches());
            nodes.resume(running.nodes());
            pairs.resume(running.pairs());
        }
    }

    /**
     * Called each second with how busy others keep uplinks then.
     *
     * @return whether what is usual is another, so that {@link #saved} is worth keeping
     */
    public boolean take(Map<String, Loads.Uplink> uplinks, long millis) {
        int now = Week.hour(millis, zone);
        boolean goesOn = now == hour && millis >= beganMillis && millis - beganMillis < HOUR_MILLIS;
        if (!goesOn) {
            if (hour >= 0) {
                switches.sumUp(hour);
                nodes.sumUp(hour);
                pairs.sumUp(hour);
                summedMillis = beganMillis;
            }
            hour = now;
            beganMillis = millis;
        }
        boolean another = !goesOn || !expects;
        if (another) {
            expects = true;
            expect(millis);
        }
        switches.take(uplinks);
        return another;
    }

    private void expect(long millis) {
        usual = switches.usual(hour, millis);
        failures = Map.copyOf(nodes.failures(hour, millis));
        Map<Pair, Load> byPair = new HashMap<>();
        pairs.failures(hour, millis).forEach((key, load) -> byPair.put(Pair.of(key), load));
        pairFailures = Map.copyOf(byPair);
    }

    /** @param bytes of payload, as the destination's report has them */
    public void moved(String source, String destination, long bytes, long millis) {
        nodes.sent(source, bytes, millis);
        nodes.received(destination, bytes, millis);
        pairs.sent(new Pair(source, destination).key(), bytes, millis);
    }

    /** {@code destination} lost {@code source} in mid-transfer, and no rule was the cause. */
    public void lost(String source, String destination, long millis) {
        nodes.lost(source, millis);
        pairs.lost(new Pair(source, destination).key(), millis);
    }

    /** What is usual in this hour of the week, by switch; the same object until the hour ends. */
    public Map<String, Loads.Uplink> usual() {
        return usual;
    }

    /** By source: of the minutes in which it sent in this hour of the weeks before, the share in which it was lost. */
    public Map<String, Load> failures() {
        return failures;
    }

    /** The same by source and destination; the same object until the hour ends. */
    public Map<Pair, Load> pairFailures() {
        return pairFailures;
    }

    /** Payload bytes a second that {@code node} took in this hour of the weeks before; 0 where not known. */
    public long received(String node) {
        return nodes.received(node, hour);
    }

    /** All that should outlive the tracker, of the hours that are over. */
    public Saved saved() {
        return new Saved(Saved.VERSION, switches.saved(), nodes.saved(), pairs.saved(), summedMillis);
    }

    /** The same of the hour that runs. */
    public Running running() {
        return new Running(hour, beganMillis, switches.running(), nodes.running(), pairs.running());
    }
}
