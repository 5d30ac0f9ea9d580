package org.peerboot.slurm;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.NodeState;

/** Slurm's words for what a node does, from its first release with them to today's. */
final class NodeWords {
    private static final Map<String, NodeState> STATES = Map.ofEntries(
            Map.entry("IDLE", NodeState.IDLE),
            Map.entry("ALLOCATED", NodeState.ALLOCATED),
            Map.entry("MIXED", NodeState.MIXED),
            Map.entry("DOWN", NodeState.DOWN),
            Map.entry("ERROR", NodeState.ERROR),
            Map.entry("FUTURE", NodeState.FUTURE),
            Map.entry("UNKNOWN", NodeState.UNKNOWN),
            Map.entry("COMPLETING", NodeState.COMPLETING),
            Map.entry("DRAIN", NodeState.DRAIN),
            Map.entry("FAIL", NodeState.FAIL),
            Map.entry("MAINTENANCE", NodeState.MAINTENANCE),
            Map.entry("RESERVED", NodeState.RESERVED),
            Map.entry("PLANNED", NodeState.PLANNED),
            Map.entry("REBOOT_REQUESTED", NodeState.REBOOT_REQUESTED),
            Map.entry("REBOOT_ISSUED", NodeState.REBOOTING),
            Map.entry("POWERED_DOWN", NodeState.POWERED_DOWN),
            Map.entry("POWERING_DOWN", NodeState.POWERING_DOWN),
            Map.entry("POWER_DOWN", NodeState.POWERING_DOWN),
            Map.entry("POWER_DRAIN", NodeState.POWERING_DOWN),
            Map.entry("POWERING_UP", NodeState.POWERING_UP),
            Map.entry("POWER_UP", NodeState.POWERING_UP),
            Map.entry("NOT_RESPONDING", NodeState.NOT_RESPONDING),
            Map.entry("INVALID_REG", NodeState.INVALID_REGISTRATION),
            Map.entry("BLOCKED", NodeState.BLOCKED),
            Map.entry("CLOUD", NodeState.CLOUD),
            Map.entry("DYNAMIC_NORM", NodeState.DYNAMIC),
            Map.entry("DYNAMIC_FUTURE", NodeState.DYNAMIC));

    private NodeWords() {}

    /** A flag that is not known is left out; a base state that is not known is {@code unknown}. */
    static Set<NodeState> states(String words) {
        EnumSet<NodeState> states = EnumSet.noneOf(NodeState.class);
        String[] parts = words.split("\\+");
        for (int i = 0; i < parts.length; i++) {
            NodeState state = STATES.get(parts[i].strip());
            if (state != null) {
                states.add(state);
            } else if (i == 0) {
                states.add(NodeState.UNKNOWN);
            }
        }
        return Collections.unmodifiableSet(states);
    }

    /** Words between commas. */
    static Set<String> list(@Nullable String words) {
        Set<String> all = new LinkedHashSet<>();
        for (String word : (words == null ? "" : words).split(",")) {
            if (!word.isBlank()) {
                all.add(word.strip());
            }
        }
        return Collections.unmodifiableSet(all);
    }
}
