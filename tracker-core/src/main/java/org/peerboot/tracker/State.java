package org.peerboot.tracker;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Contradictions;
import org.peerboot.image.Digest;
import org.peerboot.plan.Capabilities;
import org.peerboot.plan.ClusterView;
import org.peerboot.plan.ImageState;
import org.peerboot.plan.PeerState;
import org.peerboot.plan.Planner;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.tracker.catalogue.Contents;

/**
 * All that the tracker knows, owned by the loop's thread. The catalogue and the snapshot are immutable and replaced
 * whole; peers and wants are soft: peers say them again after any restart. Views share what did not change, which is
 * what makes planning a change cheap.
 */
final class State {
    final String originNode;
    final JobHints hints = new JobHints();
    final BootStages boots;
    final Measurements measurements;
    final Transfers transfers;
    final Map<String, Peer> peers = new TreeMap<>();
    Contents contents;
    Planner planner;
    ClusterSnapshot snapshot;

    @Nullable
    String clusterWarning;

    @Nullable
    String policyWarning;

    @Nullable
    String clockWarning;

    @Nullable
    String historyWarning;

    private @Nullable String contradiction;

    private final Map<Digest, Set<String>> wants = new HashMap<>();
    private Map<Digest, Set<String>> planned = Map.of();
    private Set<String> leaving = Set.of();
    private @Nullable ClusterSnapshot seen;
    private Map<Digest, ImageState> images = Map.of();
    private Map<String, PeerState> peerStates = Map.of();
    private Map<Digest, Long> sizes = Map.of();
    private PeerState origin;

    State(
            PeerState origin,
            ClusterSnapshot snapshot,
            Contents contents,
            Planner planner,
            Measurements measurements,
            BootStages boots) {
        this.originNode = origin.node();
        this.measurements = measurements;
        this.boots = boots;
        this.transfers = new Transfers(originNode);
        this.origin = origin;
        this.snapshot = snapshot;
        this.contents = contents;
        this.planner = planner;
        catalogueChanged(contents);
        peersChanged();
    }

    ClusterView view(Capabilities capabilities, long nowMillis) {
        ClusterSnapshot now = seen;
        if (now == null) {
            now = Leaving.over(Staging.over(hints.over(snapshot), peers.values()), leaving);
            seen = now;
        }
        return new ClusterView(
                now, images, peerStates, originNode, measurements.loads(nowMillis), capabilities, nowMillis);
    }

    void snapshot(ClusterSnapshot newest) {
        // What is told anew but unchanged stays the same object, but for its time.
        if (newest.tellsTheSame(snapshot)) {
            snapshot = snapshot.confirmed(newest.timeMillis());
        } else {
            snapshot = newest;
            contradiction = Contradictions.of(newest);
        }
        hints.settle(snapshot);
        seen = null;
        Map<Digest, Set<String>> before = planned;
        planned = Planned.nodes(snapshot, contents);
        if (!planned.equals(before)) {
            imagesChanged();
        }
    }

    /** Of the workload manager's word with itself. */
    @Nullable
    String contradiction() {
        return contradiction;
    }

    /** @param millis by which the clock was set forward, or back: what was known a second ago is still known */
    void clockStepped(long millis, @Nullable String warning) {
        clockWarning = warning;
        if (millis != 0) {
            hints.shift(millis);
            snapshot = snapshot.timeMillis() == 0 ? snapshot : snapshot.confirmed(snapshot.timeMillis() + millis);
            seen = null;
        }
    }

    void hintsChanged() {
        seen = null;
    }

    /** @param nodes that were told to reboot and have not gone yet */
    void leaving(Set<String> nodes) {
        leaving = nodes;
        seen = null;
    }

    Peer peer(String node) {
        return peers.computeIfAbsent(node, Peer::new);
    }

    void peersChanged() {
        seen = null;
        Map<String, PeerState> states = new HashMap<>();
        peers.forEach((node, peer) -> states.put(node, peer.state()));
        states.put(originNode, origin);
        peerStates = Collections.unmodifiableMap(states);
    }

    /** @param whole images of which the origin holds every byte */
    void origin(Set<Digest> whole, Set<Digest> partial) {
        origin = new PeerState(originNode, origin.address(), origin.port(), true, whole, partial, Map.of());
        peersChanged();
    }

    PeerState origin() {
        return origin;
    }

    void catalogueChanged(Contents newest) {
        contents = newest;
        transfers.keepOnly(contents.images().keySet());
        wants.keySet().retainAll(contents.images().keySet());
        planned = Planned.nodes(snapshot, contents);
        imagesChanged();
    }

    /** @return whether the node did not want it before */
    boolean want(Digest image, String node) {
        boolean news = wants.computeIfAbsent(image, d -> new TreeSet<>()).add(node);
        if (news) {
            imagesChanged();
        }
        return news;
    }

    /** What a destination reports to have come from a source; of nodes that nobody knows nothing is kept. */
    void moved(String source, String destination, long bytes, long nowMillis) {
        if (isKnown(source) && isKnown(destination)) {
            measurements.uplinks.moved(snapshot, originNode, source, destination, bytes, nowMillis);
            measurements.history.moved(source, destination, bytes, nowMillis);
        }
    }

    /** A destination lost a source. */
    void lost(String source, String destination, long nowMillis) {
        if (isKnown(source) && isKnown(destination)) {
            measurements.history.lost(source, destination, nowMillis);
        }
    }

    private boolean isKnown(String node) {
        return node.equals(originNode) || snapshot.node(node) != null;
    }

    /** The node's wishes end with its peer. */
    void wantNothing(String node) {
        boolean was = false;
        for (Set<String> nodes : wants.values()) {
            was |= nodes.remove(node);
        }
        if (was) {
            imagesChanged();
        }
    }

    /** Nodes that shall hold {@code image}: assigned, because somebody there wants it, or for a job that is to start. */
    Set<String> destinations(Digest image) {
        ImageState state = images.get(image);
        return state == null ? Set.of() : state.assigned();
    }

    /** Bytes in each image of the catalogue. */
    Map<Digest, Long> sizes() {
        return sizes;
    }

    private void imagesChanged() {
        Map<Digest, ImageState> states = new HashMap<>();
        Map<Digest, Long> bytes = new HashMap<>();
        for (CatalogueImage image : contents.images().values()) {
            ImageState now = state(image);
            ImageState before = images.get(image.digest());
            states.put(image.digest(), now.equals(before) ? before : now);
            bytes.put(image.digest(), image.bytes());
        }
        images = Collections.unmodifiableMap(states);
        sizes = Collections.unmodifiableMap(bytes);
    }

    private ImageState state(CatalogueImage image) {
        Set<String> nodes = new HashSet<>(contents.assigned(image.digest()).nodes());
        nodes.addAll(wants.getOrDefault(image.digest(), Set.of()));
        nodes.addAll(planned.getOrDefault(image.digest(), Set.of()));
        return new ImageState(
                image.name(),
                image.digest(),
                image.access(),
                image.owner().isEmpty() ? null : image.owner(),
                image.bytes(),
                false,
                Collections.unmodifiableSet(nodes));
    }
}
