package org.peerboot.history;

import java.util.Map;

/**
 * History as its file has it.
 *
 * @param switches their weeks by name
 */
public record Saved(int version, Map<String, Week> switches) {
    static final int VERSION = 1;

    public static final Saved NOTHING = new Saved(VERSION, Map.of());

    public Saved {
        switches = switches == null ? Map.of() : switches;
    }
}
