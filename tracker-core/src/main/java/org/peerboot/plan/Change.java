package org.peerboot.plan;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.Loads;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.image.Access;

/**
 * What came between two scenes of the same cells and the same origin. Ten thousand nodes are not compared one by one: the
 * maps that are not the same objects name those that may differ, and only of these is asked what the policy would see.
 *
 * @param before the older view
 * @param nodes those, and the origin, that another sees otherwise: their state, where they serve, their uplinks' loads,
 *     whose jobs run there
 * @param peers those that hold other images, or blame others
 */
record Change(ClusterView before, Set<String> nodes, Set<String> peers) {
    static Change between(Scene before, Scene after) {
        Set<String> nodes = new HashSet<>();
        Set<String> peers = new HashSet<>();
        boolean users = anyUserImage(before) || anyUserImage(after);
        for (String node : suspects(before, after)) {
            PeerState old = before.peer(node);
            PeerState now = after.peer(node);
            if (old == null && now == null && after.view.snapshot().node(node) == null) {
                continue;
            }
            if (!sameSource(old, now)
                    || !before.state(node).equals(after.state(node))
                    || (users && !Roster.users(before, node).equals(Roster.users(after, node)))) {
                nodes.add(node);
            }
            if (!Objects.equals(old, now)) {
                peers.add(node);
            }
        }
        Set<String> leaves = changedLeaves(before, after);
        if (!leaves.isEmpty()) {
            after.view.snapshot().nodes().values().stream()
                    .filter(node -> node.leaf() != null && leaves.contains(node.leaf()))
                    .forEach(node -> nodes.add(node.name()));
        }
        return new Change(before.view, nodes, peers);
    }

    private static boolean anyUserImage(Scene scene) {
        return scene.images.stream().anyMatch(image -> image.access() == Access.USER);
    }

    private static boolean sameSource(@Nullable PeerState a, @Nullable PeerState b) {
        if (a == null || b == null) {
            return Objects.equals(a, b);
        }
        return a.up() == b.up() && a.port() == b.port() && a.address().equals(b.address());
    }

    /** All that may differ, and some that do not. */
    private static Set<String> suspects(Scene before, Scene after) {
        Set<String> suspects = new HashSet<>();
        ClusterSnapshot old = before.view.snapshot();
        ClusterSnapshot now = after.view.snapshot();
        differing(before.view.peers(), after.view.peers(), (node, peer) -> suspects.add(node));
        differing(before.view.loads().nodes(), after.view.loads().nodes(), (node, loads) -> suspects.add(node));
        if (!old.source().equals(now.source()) || before.isStale() != after.isStale()) {
            suspects.addAll(now.nodes().keySet());
            suspects.addAll(after.view.peers().keySet());
            return suspects;
        }
        differing(old.nodes(), now.nodes(), (name, node) -> suspects.add(name));
        differing(old.jobs(), now.jobs(), (id, job) -> addNodes(job, suspects));
        differing(old.reservations(), now.reservations(), (name, one) -> suspects.addAll(one.nodes()));
        if (before.view.nowMillis() != after.view.nowMillis()) {
            // What is expected of these comes nearer.
            now.jobs().values().forEach(job -> addNodes(job, suspects));
            now.reservations().values().forEach(one -> suspects.addAll(one.nodes()));
        }
        return suspects;
    }

    private static void addNodes(Job job, Set<String> nodes) {
        nodes.addAll(job.nodes());
        nodes.addAll(job.plannedNodes());
    }

    /** Tells of the values that only one of two maps has under their key. */
    @SuppressWarnings("ReferenceEquality") // the same object is equal, and mostly it is the same
    private static <T> void differing(Map<String, T> a, Map<String, T> b, BiConsumer<String, T> tell) {
        if (a != b) {
            tellMissing(a, b, tell);
            tellMissing(b, a, tell);
        }
    }

    private static <T> void tellMissing(Map<String, T> from, Map<String, T> in, BiConsumer<String, T> tell) {
        from.forEach((key, value) -> {
            if (!value.equals(in.get(key))) {
                tell.accept(key, value);
            }
        });
    }

    /** Leaf switches of which an uplink above has another load. */
    private static Set<String> changedLeaves(Scene before, Scene after) {
        Loads old = before.view.loads();
        Loads now = after.view.loads();
        if (old.switches().equals(now.switches()) && old.usual().equals(now.usual())) {
            return Set.of();
        }
        return after.view.snapshot().switches().keySet().stream()
                .filter(leaf -> !before.uplinks(leaf).equals(after.uplinks(leaf)))
                .collect(Collectors.toSet());
    }

    /** Whose part in an image may be another. */
    Set<String> all() {
        Set<String> all = new HashSet<>(nodes);
        all.addAll(peers);
        return all;
    }
}
