package org.peerboot.tracker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.JobStatus;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;
import org.peerboot.image.Digest;
import org.peerboot.plan.RebootSight;
import org.peerboot.plan.RebootView;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.RebootPlan;

/** The state as a reboot plan sees it. On the loop's thread. */
final class RebootSights {
    private final State state;

    RebootSights(State state) {
        this.state = state;
    }

    RebootView view(RebootPlan plan, long nowMillis) {
        Map<String, RebootSight> nodes = new HashMap<>();
        for (RebootPlan.Step step : plan.steps()) {
            nodes.put(step.node(), sight(step.node(), plan.digest(), nowMillis));
        }
        return new RebootView(nodes, otherSeeds(plan.digest(), nodes.keySet()), state.snapshot.timeMillis(), nowMillis);
    }

    private RebootSight sight(String name, Digest image, long nowMillis) {
        Node node = state.snapshot.node(name);
        Peer peer = state.peers.get(name);
        Set<NodeState> states = node == null ? Set.of(NodeState.DOWN) : node.states();
        return new RebootSight(
                leaf(node),
                peer != null && peer.session != null,
                peer != null && peer.state().complete().contains(image),
                JobStatus.of(state.snapshot, name, nowMillis, JobStatus.STALE_AFTER_MILLIS)
                        .running(),
                order(states),
                states.contains(NodeState.DOWN),
                peer == null ? null : peer.booted(),
                peer == null ? null : peer.bootNote(),
                peer == null ? 0 : peer.helloMillis(),
                trouble(name, image));
    }

    private static RebootSight.Order order(Set<NodeState> states) {
        if (states.contains(NodeState.REBOOTING)) {
            return RebootSight.Order.UNDER_WAY;
        }
        return states.contains(NodeState.REBOOT_REQUESTED) ? RebootSight.Order.REQUESTED : RebootSight.Order.NONE;
    }

    private static String leaf(@Nullable Node node) {
        String leaf = node == null ? null : node.leaf();
        return leaf == null ? "" : leaf;
    }

    private @Nullable String trouble(String node, Digest image) {
        Tally tally = state.transfers.tally(image, node);
        ImageProgress last = tally == null ? null : tally.last();
        return last == null ? null : last.failure();
    }

    private Map<String, Integer> otherSeeds(Digest image, Set<String> planned) {
        Map<String, Integer> seeds = new HashMap<>();
        Set<String> others = new HashSet<>(state.peers.keySet());
        others.removeAll(planned);
        for (String name : others) {
            Peer peer = state.peers.get(name);
            if (peer != null && peer.session != null && peer.state().complete().contains(image)) {
                seeds.merge(leaf(state.snapshot.node(name)), 1, Integer::sum);
            }
        }
        return seeds;
    }
}
