package org.peerboot.pbs;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.peerboot.cluster.NodeState;

/** PBS's words for what a vnode does. */
final class NodeWords {
    private static final Map<String, Set<NodeState>> STATES = Map.ofEntries(
            Map.entry("free", Set.of()),
            Map.entry("job-busy", Set.of()),
            Map.entry("job-exclusive", Set.of()),
            Map.entry("resv-exclusive", Set.of(NodeState.RESERVED)),
            Map.entry("busy", Set.of()),
            Map.entry("offline", Set.of(NodeState.DRAIN)),
            Map.entry("offline_by_mom", Set.of(NodeState.DRAIN)),
            Map.entry("down", Set.of(NodeState.DOWN)),
            Map.entry("state-unknown", Set.of(NodeState.UNKNOWN, NodeState.NOT_RESPONDING)),
            Map.entry("unknown", Set.of(NodeState.UNKNOWN, NodeState.NOT_RESPONDING)),
            Map.entry("initializing", Set.of(NodeState.UNKNOWN, NodeState.NOT_RESPONDING)),
            Map.entry("unresolvable", Set.of(NodeState.UNKNOWN, NodeState.NOT_RESPONDING)),
            Map.entry("Stale", Set.of(NodeState.UNKNOWN, NodeState.INVALID_REGISTRATION)),
            Map.entry("maintenance", Set.of(NodeState.MAINTENANCE)),
            Map.entry("sleep", Set.of(NodeState.POWERED_DOWN)),
            Map.entry("provisioning", Set.of(NodeState.REBOOTING)),
            Map.entry("wait-provisioning", Set.of(NodeState.REBOOT_REQUESTED)));

    /** A vnode with one of these takes no more jobs. {@code busy} is a load that is not PBS's own. */
    private static final Set<String> FULL = Set.of("job-busy", "job-exclusive", "resv-exclusive", "busy");

    private NodeWords() {}

    /** Whether each of these words with commas is one of PBS's. */
    static boolean areKnown(String words) {
        return Arrays.stream(words.split(",")).allMatch(word -> STATES.containsKey(word.strip()));
    }

    /**
     * Of one host.
     *
     * @param words the state of each of its vnodes: words with commas
     * @param jobs whether a job is on any of them
     */
    static Set<NodeState> states(List<String> words, boolean jobs) {
        EnumSet<NodeState> states = EnumSet.noneOf(NodeState.class);
        boolean full = true;
        for (String vnode : words) {
            boolean fullVnode = false;
            for (String word : vnode.split(",")) {
                String plain = word.strip();
                states.addAll(STATES.getOrDefault(plain, Set.of(NodeState.UNKNOWN)));
                fullVnode |= FULL.contains(plain);
            }
            full &= fullVnode;
        }
        if (states.contains(NodeState.DOWN)) {
            states.remove(NodeState.UNKNOWN); // "state-unknown,down" of a host that never came
        } else if (!states.contains(NodeState.UNKNOWN)) {
            states.add(full ? NodeState.ALLOCATED : jobs ? NodeState.MIXED : NodeState.IDLE);
        }
        return Collections.unmodifiableSet(states);
    }
}
