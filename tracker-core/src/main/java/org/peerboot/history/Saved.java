package org.peerboot.history;

import java.util.Map;

/**
 * History as its file has it.
 *
 * @param switches their weeks by name
 * @param nodes by name and hour of the week, from Monday 0 h on
 */
public record Saved(int version, Map<String, Week> switches, Map<String, Map<Integer, Habit>> nodes) {
    static final int VERSION = 1;

    public static final Saved NOTHING = new Saved(VERSION, Map.of(), Map.of());

    public Saved {
        switches = switches == null ? Map.of() : switches;
        nodes = nodes == null ? Map.of() : nodes;
    }
}
