package org.peerboot.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.Loads;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.plan.ClusterView;
import org.peerboot.plan.ImageState;
import org.peerboot.plan.PeerState;
import org.peerboot.plan.Planner;
import org.peerboot.policy.Policy;
import org.peerboot.wire.TrackerUpdate;

/** A tracker that hears reports and mails the production planner's updates to those whom they concern. */
final class SimulatedTracker {
    static final long EPOCH_SECONDS = 1_800_000_000L;
    private static final int PORT = 7071;
    /** Reports and updates alike come so much later at most, in nanoseconds. */
    private static final long PAUSE = 100_000_000;

    private final World world;
    private final Planner planner;
    private final Map<Digest, ImageState> images;
    private final Map<String, PeerState> peers = new TreeMap<>();
    private final Map<String, TrackerUpdate> sent = new HashMap<>();
    private final Set<String> owed = new TreeSet<>();
    private final List<Job> jobs;
    private ClusterSnapshot snapshot;
    private Set<String> busy = Set.of();
    private @Nullable ClusterView last;
    private boolean up = true;
    private long epoch;

    /** @param cluster with the jobs that run all the time; its peers are those of {@code world} */
    SimulatedTracker(World world, ClusterSnapshot cluster, Policy policy) {
        this.world = world;
        this.planner = new Planner(policy);
        this.snapshot = cluster;
        this.jobs = List.copyOf(cluster.jobs().values());
        Set<String> names = new TreeSet<>();
        world.destinations().forEach(peer -> names.add(peer.name()));
        images = Map.of(
                World.IMAGE,
                new ImageState(
                        Service.IMAGE,
                        World.IMAGE,
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
        world.time().in(PAUSE, this::work);
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
            if (before == null || (!before.up() && now.up())) {
                owed.add(peer.name());
            }
            if (!now.equals(before)) {
                peers.put(peer.name(), now);
                news = true;
            }
        }
        if (!busy.equals(running)) {
            busy = running;
            snapshot = withJobs();
            news = true;
        }
        return news || !owed.isEmpty();
    }

    private PeerState state(SimulatedPeer peer) {
        Set<Digest> image = Set.of(World.IMAGE);
        boolean complete = peer.complete();
        boolean some = !complete && !peer.held().isEmpty();
        Set<String> blamed = peer.downloads() ? peer.download().blamed() : Set.of();
        return new PeerState(
                peer.name(),
                peer.address(),
                PORT,
                peer.alive() || peer.isOrigin(),
                complete ? image : Set.of(),
                some ? image : Set.of(),
                blamed.isEmpty() ? Map.of() : Map.of(World.IMAGE, blamed));
    }

    private ClusterSnapshot withJobs() {
        List<Job> all = new ArrayList<>(jobs);
        busy.forEach(node -> all.add(new Job(node, "user", List.of(node), JobState.RUNNING, "all", false, null, null)));
        return new ClusterSnapshot(
                millis(),
                snapshot.source(),
                snapshot.nodes().values(),
                snapshot.switches().values(),
                snapshot.networks().values(),
                all);
    }

    private void plan() {
        ClusterView view = new ClusterView(
                snapshot.confirmed(millis()),
                images,
                Map.copyOf(peers),
                World.ORIGIN,
                Loads.NONE,
                this::issue,
                millis());
        Set<String> due = new TreeSet<>(owed);
        due.addAll(last == null ? new HashSet<>(peers.keySet()) : planner.affected(last, view));
        owed.clear();
        last = view;
        for (String node : due) {
            SimulatedPeer peer = world.peer(node);
            if (!peer.alive()) {
                sent.remove(node);
                continue;
            }
            TrackerUpdate update = planner.update(view, node, epoch + 1);
            TrackerUpdate before = sent.get(node);
            if (before == null || !peer.hasUpdate() || !Planner.sameBut(before, update)) {
                epoch++;
                sent.put(node, update);
                // The origin is of the tracker's own process.
                long delay = peer.isOrigin() ? 0 : (long) (PAUSE * peer.chance());
                peer.later(delay, () -> peer.obey(update));
            }
        }
    }

    private long millis() {
        return EPOCH_SECONDS * 1000 + world.time().now() / 1_000_000;
    }

    private String issue(String source, Digest image, String destination) {
        return world.leave().of(source, destination);
    }
}
