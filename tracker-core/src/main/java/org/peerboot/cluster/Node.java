package org.peerboot.cluster;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One node.
 *
 * @param name in the workload manager (Slurm's NodeName); what people type
 * @param host what the node calls itself, often the same
 * @param addresses by network name; the first is the one that Peerboot uses. An IP address, or a name that stands for
 *     one where the workload manager gives a name other than {@code host}
 * @param bulkPort where its peer serves
 * @param leaf the leaf switch it hangs on; absent where the topology is flat or not known
 * @param states all that hold at once
 * @param features such as {@code gpu}
 * @param partitions that it is in
 */
public record Node(
        String name,
        String host,
        Map<String, String> addresses,
        int bulkPort,
        @Nullable String leaf,
        Set<NodeState> states,
        Set<String> features,
        Set<String> partitions) {

    /** A node in no partition. */
    public Node(
            String name,
            String host,
            Map<String, String> addresses,
            int bulkPort,
            @Nullable String leaf,
            Set<NodeState> states,
            Set<String> features) {
        this(name, host, addresses, bulkPort, leaf, states, features, Set.of());
    }

    /** The same node, of which {@code state} holds, too. */
    public Node with(NodeState state) {
        Set<NodeState> all = EnumSet.of(state);
        all.addAll(states);
        return new Node(name, host, addresses, bulkPort, leaf, Collections.unmodifiableSet(all), features, partitions);
    }

    /** The address that peers use; absent where the workload manager names none. */
    public @Nullable String address() {
        return addresses.isEmpty() ? null : addresses.values().iterator().next();
    }
}
