package org.peerboot.history;

import java.time.ZoneId;
import java.util.Map;
import org.peerboot.attributes.Load;
import org.peerboot.attributes.Loads;

/** What switches and nodes did in each hour of the week, and so what is to be expected in this one. Reads no clock. */
public final class History {
    private final SwitchHistory switches;
    private final NodeHistory nodes;

    /** @param zone in which Monday at nine is meant */
    public History(ZoneId zone, Saved saved) {
        this.switches = new SwitchHistory(zone, saved);
        this.nodes = new NodeHistory(zone, saved);
    }

    /**
     * Called each second with how busy others keep uplinks then.
     *
     * @return whether an hour has ended, so that what is usual is another and {@link #saved} is worth keeping
     */
    public boolean take(Map<String, Loads.Uplink> uplinks, long millis) {
        boolean ended = switches.take(uplinks, millis);
        return nodes.take(millis) || ended;
    }

    /** @param bytes of payload, as the destination's report has them */
    public void moved(String source, String destination, long bytes, long millis) {
        nodes.moved(source, destination, bytes, millis);
    }

    /** A destination lost {@code source} in mid-transfer, and no rule was the cause. */
    public void lost(String source, long millis) {
        nodes.lost(source, millis);
    }

    /** What is usual in this hour of the week, by switch; the same object until the hour ends. */
    public Map<String, Loads.Uplink> usual() {
        return switches.usual();
    }

    /** By source: of the minutes in which it sent in this hour of the weeks before, the share in which it was lost. */
    public Map<String, Load> failures() {
        return nodes.failures();
    }

    /** Payload bytes a second that {@code node} took in this hour of the weeks before; 0 where not known. */
    public long received(String node) {
        return nodes.received(node);
    }

    /** All that should outlive the tracker. */
    public Saved saved() {
        return new Saved(Saved.VERSION, switches.saved(), nodes.saved());
    }
}
