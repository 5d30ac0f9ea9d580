package org.peerboot.history;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * History as its file has it.
 *
 * @param switches their weeks by name
 * @param nodes by name and hour of the week, from Monday 0 h on
 * @param pairs the same by {@link org.peerboot.attributes.Pair#key}
 * @param summedMillis when the last hour began that is in here, since the epoch; absent where none is, or an older tracker did not say
 */
public record Saved(
        int version,
        Map<String, Week> switches,
        Map<String, Map<Integer, Habit>> nodes,
        Map<String, Map<Integer, Habit>> pairs,
        @Nullable Long summedMillis) {
    static final int VERSION = 1;

    public static final Saved NOTHING = new Saved(VERSION, Map.of(), Map.of(), Map.of(), null);

    public Saved {
        switches = switches == null ? Map.of() : switches;
        nodes = nodes == null ? Map.of() : nodes;
        pairs = pairs == null ? Map.of() : pairs;
    }

    long summed() {
        return Objects.requireNonNullElse(summedMillis, 0L);
    }
}
