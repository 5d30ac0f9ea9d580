package org.peerboot.simulate;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.Node;
import org.peerboot.image.Digest;
import org.peerboot.image.PieceLayout;
import org.peerboot.plan.ClusterView;

/** What a run is made of: the time, the network, one image, the peers by name. */
final class World {
    static final String ORIGIN = ClusterView.ORIGIN;
    static final Digest IMAGE = Digest.of("simulated".getBytes(StandardCharsets.UTF_8));

    private final Timeline time;
    private final Fabric fabric;
    private final Network network;
    private final Settings settings;
    private final Witness witness;
    private final Leave leave;
    private final Map<String, SimulatedPeer> peers = new LinkedHashMap<>();
    private final SimulatedPeer origin;

    /** The origin is there, and holds the image. */
    World(Timeline time, Fabric fabric, Network network, Settings settings, Witness witness) {
        this.time = time;
        this.fabric = fabric;
        this.network = network;
        this.settings = settings;
        this.witness = witness;
        this.leave = new Leave(time);
        this.origin = add(ORIGIN, null);
        origin.held().set(0, layout().count());
    }

    void add(Node node) {
        add(node.name(), node.leaf());
    }

    private SimulatedPeer add(String name, @Nullable String leaf) {
        int number = peers.size() + 1;
        String address = "10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255);
        SimulatedPeer peer = new SimulatedPeer(name, address, leaf, this);
        peers.put(name, peer);
        return peer;
    }

    Link[] path(SimulatedPeer from, SimulatedPeer to) {
        return fabric.path(from.name(), from.leaf(), to.name(), to.leaf());
    }

    SimulatedPeer origin() {
        return origin;
    }

    SimulatedPeer peer(String name) {
        SimulatedPeer peer = peers.get(name);
        if (peer == null) {
            throw new IllegalStateException("no peer " + name);
        }
        return peer;
    }

    Collection<SimulatedPeer> peers() {
        return Collections.unmodifiableCollection(peers.values());
    }

    List<SimulatedPeer> destinations() {
        return peers.values().stream().filter(peer -> !peer.isOrigin()).toList();
    }

    Timeline time() {
        return time;
    }

    Fabric fabric() {
        return fabric;
    }

    Network network() {
        return network;
    }

    Settings settings() {
        return settings;
    }

    Witness witness() {
        return witness;
    }

    Leave leave() {
        return leave;
    }

    PieceLayout layout() {
        return settings.layout();
    }
}
