package org.peerboot.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.NaturalOrder;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.Switch;
import org.peerboot.wire.Protocol;

/**
 * Which cell each node is in: its leaf switch, or an equal part of it where more nodes hang there.
 *
 * <p>At most 24 nodes a cell: 23 mates, 8 sources from outside and the origin fill the 32 candidates of an update.
 * Larger cells would spare uplinks and leave no way around a cell that has come to a halt.
 */
final class Cells {
    static final int MAX_NODES = 24;
    /** The cell of the origin alone. */
    static final String ORIGIN = "origin";
    /** Nodes whose leaf switch is not known. */
    static final String FLAT = "flat";

    static {
        if (MAX_NODES - 1 + Picks.OUTSIDERS + 1 > Protocol.MAX_CANDIDATES) {
            throw new IllegalStateException("cells are too large for an update");
        }
    }

    private final Map<String, Node> nodes;
    private final Map<String, Switch> switches;
    private final Map<String, String> cellOf = new HashMap<>();
    private final Map<String, Integer> slotOf = new HashMap<>();
    private final Map<String, List<String>> nodesOf = new HashMap<>();

    Cells(Map<String, Node> nodes, Map<String, Switch> switches) {
        this.nodes = nodes;
        this.switches = switches;
        Map<String, List<String>> leaves = new TreeMap<>();
        for (Node node : nodes.values()) {
            leaves.computeIfAbsent(leafName(node.leaf()), l -> new ArrayList<>())
                    .add(node.name());
        }
        leaves.forEach(this::cut);
    }

    /** A switch may be called as the cells of no switch are. */
    private static String leafName(@Nullable String leaf) {
        if (leaf == null) {
            return FLAT;
        }
        return leaf.equals(ORIGIN) || leaf.equals(FLAT) ? "switch:" + leaf : leaf;
    }

    private void cut(String leaf, List<String> names) {
        names.sort(NaturalOrder.NAMES);
        int parts = (names.size() + MAX_NODES - 1) / MAX_NODES;
        if (parts == 1) {
            names.forEach(name -> put(name, leaf));
            return;
        }
        int digits = Integer.toString(parts).length();
        for (int i = 0; i < names.size(); i++) {
            String part = Integer.toString((int) ((long) i * parts / names.size()) + 1);
            put(names.get(i), leaf + "/" + "0".repeat(digits - part.length()) + part);
        }
    }

    private void put(String name, String cell) {
        cellOf.put(name, cell);
        List<String> mates = nodesOf.computeIfAbsent(cell, c -> new ArrayList<>(MAX_NODES));
        mates.add(name);
        slotOf.put(name, mates.size());
    }

    /** Nothing for a node that the snapshot does not name. */
    @Nullable
    String of(String node) {
        return cellOf.get(node);
    }

    /** Of a node that the snapshot names. */
    String ofKnown(String node) {
        return Objects.requireNonNull(cellOf.get(node), node);
    }

    /** The nodes of a cell in natural order. */
    List<String> nodes(String cell) {
        return nodesOf.getOrDefault(cell, List.of());
    }

    /**
     * Its number in its cell, from 1 on: all nodes of the snapshot count, so that nobody's changes when others come and
     * go. Nothing for a node that the snapshot does not name.
     */
    @Nullable
    Integer slot(String node) {
        return slotOf.get(node);
    }

    /** How many numbers there are in a cell; nothing for the origin's. */
    @Nullable
    Integer slots(String cell) {
        List<String> mates = nodesOf.get(cell);
        return mates == null ? null : Integer.valueOf(mates.size());
    }

    /** Whether these are the cells of {@code nodes} and {@code switches} too. */
    boolean fit(Map<String, Node> nodes, Map<String, Switch> switches) {
        if (this.nodes == nodes && this.switches == switches) {
            return true;
        }
        if (nodes.size() != this.nodes.size() || !this.switches.equals(switches)) {
            return false;
        }
        for (Node node : nodes.values()) {
            Node old = this.nodes.get(node.name());
            if (old == null || !Objects.equals(old.leaf(), node.leaf())) {
                return false;
            }
        }
        return true;
    }
}
