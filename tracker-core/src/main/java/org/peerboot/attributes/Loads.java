package org.peerboot.attributes;

import java.util.Map;

/**
 * The loads that are known now. What is too old is not in here: unknown, which excludes nobody.
 *
 * @param nodes by node, or the origin, and attribute
 * @param switches by switch: of its links to the switch above it
 * @param usual by switch: what its links have carried in this hour of the weeks before
 * @param pairs by source and destination: how often the one was lost by the other in this hour of the weeks before
 */
public record Loads(
        Map<String, Map<Attribute, Load>> nodes,
        Map<String, Uplink> switches,
        Map<String, Uplink> usual,
        Map<Pair, Load> pairs) {
    public static final Loads NONE = new Loads(Map.of(), Map.of(), Map.of(), Map.of());

    /**
     * Both ways of a switch's uplink.
     *
     * @param up towards the switch above
     * @param down from there
     */
    public record Uplink(Load up, Load down) {
        public boolean tellsTheSame(Uplink other) {
            return up.value() == other.up.value() && down.value() == other.down.value();
        }
    }

    /** Whether anything is known of switches. */
    public boolean knowsSwitches() {
        return !switches.isEmpty() || !usual.isEmpty();
    }

    public Map<Attribute, Load> of(String node) {
        return nodes.getOrDefault(node, Map.of());
    }
}
