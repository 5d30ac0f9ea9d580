package org.peerboot.slurm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.peerboot.cluster.HostList;

/**
 * Which leaf switch each node hangs on: of several the one that Slurm names first.
 *
 * @param ofNode leaf switches by node
 * @param twice which nodes are below more than one, in words
 */
record Leaves(Map<String, String> ofNode, List<String> twice) {
    /** @throws org.peerboot.image.RefusedException naming a host list that is none */
    static Leaves of(List<SlurmSwitch> switches) {
        Map<String, String> leaves = new HashMap<>();
        Map<String, TreeSet<String>> twice = new TreeMap<>();
        for (SlurmSwitch at : switches) {
            if (at.level() > 0 || at.nodes().isEmpty()) {
                continue;
            }
            for (String node : HostList.parse(at.nodes(), "Slurm's switch " + at.name())) {
                String first = leaves.putIfAbsent(node, at.name());
                if (first != null && !first.equals(at.name())) {
                    twice.computeIfAbsent("switch " + first + " and " + at.name(), both -> new TreeSet<>())
                            .add(node);
                }
            }
        }
        return new Leaves(
                leaves,
                twice.entrySet().stream()
                        .map(both -> HostList.fold(both.getValue()) + " below " + both.getKey() + ": the first counts")
                        .toList());
    }
}
