package org.peerboot.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;
import org.peerboot.cluster.Switch;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.plan.ClusterView;
import org.peerboot.plan.ImageState;
import org.peerboot.plan.PeerState;
import org.peerboot.plan.Planner;
import org.peerboot.policy.Policy;
import org.peerboot.wire.Capability;
import org.peerboot.wire.TrackerUpdate;

/** A tracker that hears reports and mails the production planner's updates to those whom they concern. */
final class SimulatedTracker {
    static final long EPOCH_SECONDS = 1_800_000_000L;
    private static final long PAUSE = 100_000_000;
    private static final long REPORT = 1_000_000_000;
    private static final Policy POLICY = Policy.standard();

    private final World world;
    private final Planner planner = new Planner(POLICY);
    private final List<Node> nodes = new ArrayList<>();
    private final List<Switch> switches = new ArrayList<>(List.of(new Switch("spine", null, 0)));
    private final Map<Digest, ImageState> images;
    private final Map<String, PeerState> peers = new TreeMap<>();
    private final Map<String, TrackerUpdate> sent = new HashMap<>();
    private final Map<String, String> leave = new HashMap<>();
    private final Set<String> owed = new TreeSet<>();
    private Set<String> busy = Set.of();
    private @Nullable ClusterView last;
    private boolean up = true;
    private long epoch;

    SimulatedTracker(World world) {
        this.world = world;
        Set<String> leaves = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        for (SimulatedPeer peer : world.destinations()) {
            names.add(peer.name());
            leaves.add(peer.leaf());
            nodes.add(new Node(
                    peer.name(),
                    peer.name(),
                    Map.of("default", peer.address()),
                    7071,
                    peer.leaf(),
                    Set.of(NodeState.IDLE),
                    Set.of()));
        }
        leaves.forEach(leaf -> switches.add(new Switch(leaf, "spine", 0)));
        images = Map.of(
                world.image(),
                new ImageState(
                        "simulated:1",
                        world.image(),
                        Access.SYSTEM,
                        null,
                        world.layout().size(),
                        false,
                        names));
    }

    /** Hears all peers and plans, now and again and again. */
    void work() {
        if (up && hear()) {
            plan();
        }
        world.time().in(REPORT / 10, this::work);
    }

    void restart(long downFor) {
        up = false;
        peers.clear();
        sent.clear();
        last = null;
        epoch += 1_000_000;
        world.time().in(downFor, () -> up = true);
    }

    /** Returns whether there is news. */
    private boolean hear() {
        boolean news = false;
        Set<String> running = new TreeSet<>();
        for (SimulatedPeer peer : world.peers()) {
            if (peer.busy()) {
                running.add(peer.name());
            }
            PeerState before = peers.get(peer.name());
            PeerState now = state(peer);
            boolean back = before == null || (!before.up() && now.up());
            if (back && !peer.isOrigin()) {
                owed.add(peer.name());
            }
            if (!now.equals(before)) {
                peers.put(peer.name(), now);
                news = true;
            }
        }
        news |= !busy.equals(running);
        busy = running;
        return news || !owed.isEmpty();
    }

    private PeerState state(SimulatedPeer peer) {
        Set<Digest> image = Set.of(world.image());
        boolean some = !peer.held().isEmpty();
        Set<String> blamed = peer.downloads()
                ? new TreeSet<>(peer.download().progress(peer.now()).blamed())
                : Set.of();
        return new PeerState(
                peer.name(),
                peer.address(),
                7071,
                peer.alive() || peer.isOrigin(),
                peer.complete() ? image : Set.of(),
                some && !peer.complete() ? image : Set.of(),
                blamed.isEmpty() ? Map.of() : Map.of(world.image(), blamed));
    }

    private void plan() {
        ClusterView view = view();
        Set<String> due = new TreeSet<>(owed);
        due.addAll(last == null ? new HashSet<>(peers.keySet()) : planner.affected(last, view));
        owed.clear();
        last = view;
        for (String node : due) {
            SimulatedPeer peer = world.peer(node);
            if (peer.isOrigin() || !peer.alive()) {
                sent.remove(node);
                continue;
            }
            TrackerUpdate update = planner.update(view, node, epoch + 1);
            TrackerUpdate before = sent.get(node);
            if (before == null || !peer.hasUpdate() || !Planner.sameBut(before, update)) {
                epoch++;
                sent.put(node, update);
                peer.later((long) (PAUSE * peer.chance()), () -> peer.obey(update));
            }
        }
    }

    private ClusterView view() {
        long millis = EPOCH_SECONDS * 1000 + world.time().now() / 1_000_000;
        Map<String, Job> jobs = new LinkedHashMap<>();
        busy.forEach(node ->
                jobs.put(node, new Job(node, "user", List.of(node), JobState.RUNNING, "all", false, null, null)));
        ClusterSnapshot snapshot = new ClusterSnapshot(millis, "simulated", nodes, switches, List.of(), jobs.values());
        return new ClusterView(snapshot, images, Map.copyOf(peers), World.ORIGIN, this::issue, millis);
    }

    private String issue(String source, Digest image, String destination) {
        return leave.computeIfAbsent(
                source + ">" + destination,
                pair -> Capability.issue(world.key(source), image, destination, EPOCH_SECONDS + 86_400));
    }
}
