package org.peerboot.tracker;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;
import org.peerboot.wire.RebootPlan;
import org.peerboot.wire.RebootPlan.Phase;

/**
 * Nodes whose reboot our plans have ordered. An idle one goes down within seconds, well before the workload manager's next
 * answer tells of the order; and it is spared as a source from then on.
 */
final class Leaving {
    private Leaving() {}

    /** Those that were told to go and are not known to have gone, whatever became of the plan since. */
    static Set<String> of(Collection<RebootPlan> plans) {
        return plans.stream()
                .filter(RebootPlans::active)
                .flatMap(plan -> plan.steps().stream())
                .filter(step -> step.phase() == Phase.ISSUED)
                .map(RebootPlan.Step::node)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The snapshot as the workload manager will tell it; the same object where it tells so already. */
    static ClusterSnapshot over(ClusterSnapshot snapshot, Set<String> leaving) {
        Map<String, Node> changed = new TreeMap<>();
        for (String name : leaving) {
            Node node = snapshot.node(name);
            if (node != null && !node.states().contains(NodeState.REBOOT_REQUESTED)) {
                changed.put(name, node.with(NodeState.REBOOT_REQUESTED));
            }
        }
        if (changed.isEmpty()) {
            return snapshot;
        }
        Map<String, Node> nodes = new TreeMap<>(snapshot.nodes());
        nodes.putAll(changed);
        return snapshot.withNodes(nodes.values());
    }
}
