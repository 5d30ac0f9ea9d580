package org.peerboot.simulate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peerboot.image.Digest;
import org.peerboot.image.PieceLayout;
import org.peerboot.transfer.ServingRules;

/** What a run is made of: the time, the network, one image, the peers by name. */
final class World {
    static final String ORIGIN = "origin";
    /** So slow that fate strikes while the image spreads. */
    static final double NODE_RATE = 2e6;

    private static final double UPLINK_RATE = 4e6;

    private final Timeline time;
    private final Network network;
    private final Invariants invariants;
    private final PieceLayout layout;
    private final Digest image = Digest.of("simulated".getBytes(StandardCharsets.UTF_8));
    private final Map<String, SimulatedPeer> peers = new LinkedHashMap<>();
    private final Map<String, Network.Link> up = new LinkedHashMap<>();
    private final Map<String, Network.Link> down = new LinkedHashMap<>();

    World(Timeline time, PieceLayout layout) {
        this.time = time;
        this.layout = layout;
        this.network = new Network(time);
        this.invariants = new Invariants(time, layout);
    }

    SimulatedPeer add(String name, String leaf, ServingRules rules, Keeping keeping) {
        up.put(name, new Network.Link(NODE_RATE));
        down.put(name, new Network.Link(NODE_RATE));
        up.computeIfAbsent(leaf, l -> new Network.Link(UPLINK_RATE));
        down.computeIfAbsent(leaf, l -> new Network.Link(UPLINK_RATE));
        String address = "10.0.0." + (peers.size() + 1);
        SimulatedPeer peer = new SimulatedPeer(name, address, leaf, this, rules, keeping);
        peers.put(name, peer);
        return peer;
    }

    List<Network.Link> path(SimulatedPeer from, SimulatedPeer to) {
        List<Network.Link> path = new ArrayList<>(4);
        path.add(link(up, from.name()));
        if (!from.leaf().equals(to.leaf())) {
            path.add(link(up, from.leaf()));
            path.add(link(down, to.leaf()));
        }
        path.add(link(down, to.name()));
        return path;
    }

    /** A node's own links run at this rate from now on. */
    void slow(String node, double bytesPerSecond) {
        network.rate(link(up, node), bytesPerSecond);
        network.rate(link(down, node), bytesPerSecond);
    }

    private static Network.Link link(Map<String, Network.Link> links, String name) {
        Network.Link link = links.get(name);
        if (link == null) {
            throw new IllegalStateException("no link of " + name);
        }
        return link;
    }

    SimulatedPeer peer(String name) {
        SimulatedPeer peer = peers.get(name);
        if (peer == null) {
            throw new IllegalStateException("no peer " + name);
        }
        return peer;
    }

    List<SimulatedPeer> peers() {
        return List.copyOf(peers.values());
    }

    List<SimulatedPeer> destinations() {
        return peers.values().stream().filter(peer -> !peer.isOrigin()).toList();
    }

    byte[] key(String node) {
        return ("the key of " + node).getBytes(StandardCharsets.UTF_8);
    }

    /** Seconds since the epoch, for capabilities. */
    long seconds() {
        return SimulatedTracker.EPOCH_SECONDS + time.now() / 1_000_000_000L;
    }

    Timeline time() {
        return time;
    }

    Network network() {
        return network;
    }

    Invariants invariants() {
        return invariants;
    }

    PieceLayout layout() {
        return layout;
    }

    Digest image() {
        return image;
    }
}
