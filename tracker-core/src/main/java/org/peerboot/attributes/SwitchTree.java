package org.peerboot.attributes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.Switch;

/** Distances in the tree of switches. Trees without a common switch are joined by one above them all. */
public final class SwitchTree {
    /** Real fabrics have three or four levels; a longer way up is a circle in the workload manager's answer. */
    private static final int MAX_LEVELS = 16;

    private final Map<String, List<String>> ways = new HashMap<>();
    private final boolean flat;
    private final int farthest;

    public SwitchTree(Map<String, Switch> switches) {
        flat = switches.isEmpty();
        int levels = 1;
        for (String name : switches.keySet()) {
            List<String> way = new ArrayList<>();
            for (String at = name; at != null && way.size() < MAX_LEVELS; at = parent(switches, at)) {
                way.add(at);
            }
            ways.put(name, way);
            levels = Math.max(levels, way.size());
        }
        farthest = 2 * levels + 2;
    }

    private static @Nullable String parent(Map<String, Switch> switches, String name) {
        Switch at = switches.get(name);
        return at == null ? null : at.parent();
    }

    /**
     * Links between two different nodes by their leaf switches. Without any switch the network is taken as one leaf.
     *
     * @return nothing where a leaf is not known
     */
    public OptionalInt hops(@Nullable String leaf, @Nullable String otherLeaf) {
        if (flat) {
            return OptionalInt.of(2);
        }
        List<String> way = leaf == null ? null : ways.get(leaf);
        List<String> other = otherLeaf == null ? null : ways.get(otherLeaf);
        if (way == null || other == null) {
            return OptionalInt.empty();
        }
        for (int up = 0; up < way.size(); up++) {
            int down = other.indexOf(way.get(up));
            if (down >= 0) {
                return OptionalInt.of(up + down + 2);
            }
        }
        return OptionalInt.of(way.size() + other.size() + 2);
    }

    /**
     * The switches whose uplinks a way takes.
     *
     * @param up from the switch to the one above
     * @param down to the switch from the one above
     */
    public record Crossing(List<String> up, List<String> down) {
        private static final Crossing NONE = new Crossing(List.of(), List.of());
    }

    /** From one leaf switch to another; the origin, which stands beyond all, has none. */
    public Crossing crossing(@Nullable String leaf, @Nullable String otherLeaf) {
        List<String> way = leaf == null ? List.of() : ways.getOrDefault(leaf, List.of());
        List<String> other = otherLeaf == null ? List.of() : ways.getOrDefault(otherLeaf, List.of());
        for (int up = 0; up < way.size(); up++) {
            int down = other.indexOf(way.get(up));
            if (down >= 0) {
                return up + down == 0 ? Crossing.NONE : new Crossing(way.subList(0, up), other.subList(0, down));
            }
        }
        return new Crossing(way, other);
    }

    /** More than between any two leaves: the origin's distance, which stands beyond them. */
    public int beyond() {
        return farthest;
    }
}
