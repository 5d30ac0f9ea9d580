package org.peerboot.history;

import java.util.Map;

/**
 * The hour that runs, as its file has it.
 *
 * @param hour of the week, from Monday 0 h on
 * @param beganMillis when its first measurement came, since the epoch
 * @param switches by name
 * @param nodes by name
 * @param pairs by {@link org.peerboot.attributes.Pair#key}
 */
public record Running(
        int hour,
        long beganMillis,
        Map<String, UplinkSum> switches,
        Map<String, HabitSum> nodes,
        Map<String, HabitSum> pairs) {
    public static final Running NONE = new Running(-1, 0, Map.of(), Map.of(), Map.of());

    public Running {
        switches = switches == null ? Map.of() : switches;
        nodes = nodes == null ? Map.of() : nodes;
        pairs = pairs == null ? Map.of() : pairs;
    }
}
