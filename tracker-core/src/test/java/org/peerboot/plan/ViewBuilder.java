package org.peerboot.plan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.Attribute;
import org.peerboot.attributes.Load;
import org.peerboot.attributes.Loads;
import org.peerboot.attributes.Pair;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.HostList;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;
import org.peerboot.cluster.Switch;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;

/** A cluster in a few words. Changing it and calling {@link #view} again gives the next view. */
final class ViewBuilder {
    static final long NOW = 1_000_000_000L;

    final Map<String, Node> nodes = new LinkedHashMap<>();
    final Map<String, Switch> switches = new LinkedHashMap<>();
    final Map<String, Job> jobs = new LinkedHashMap<>();
    final Map<Digest, ImageState> images = new LinkedHashMap<>();
    final Map<String, PeerState> peers = new LinkedHashMap<>();
    final Map<String, Map<Attribute, Load>> loads = new HashMap<>();
    private Map<String, Loads.Uplink> usual = Map.of();
    final Map<String, Loads.Uplink> uplinks = new HashMap<>();
    final Map<Pair, Load> pairs = new HashMap<>();
    long snapshotAge = 400;
    long now = NOW;

    ViewBuilder() {
        peers.put("origin", peer("origin", true, Set.of(), Set.of()));
    }

    static Digest digest(String name) {
        return Digest.of(name.getBytes(StandardCharsets.UTF_8));
    }

    ViewBuilder leaf(@Nullable String leaf, String hosts) {
        if (leaf != null && !switches.containsKey(leaf)) {
            switches.putIfAbsent("spine", new Switch("spine", null, 0));
            switches.put(leaf, new Switch(leaf, "spine", 0));
        }
        for (String name : HostList.parse(hosts)) {
            nodes.put(
                    name,
                    new Node(name, name, Map.of("default", "10.0.0.1"), 7071, leaf, Set.of(NodeState.IDLE), Set.of()));
            peers.put(name, peer(name, true, Set.of(), Set.of()));
        }
        return this;
    }

    private static PeerState peer(String name, boolean up, Set<Digest> complete, Set<Digest> partial) {
        return new PeerState(name, "addr-" + name, 7071, up, complete, partial, Map.of());
    }

    ViewBuilder image(String name, String hosts) {
        return image(name, Access.SYSTEM, null, hosts);
    }

    ViewBuilder image(String name, Access access, @Nullable String owner, String hosts) {
        Set<String> assigned = hosts.isEmpty() ? Set.of() : new TreeSet<>(HostList.parse(hosts));
        images.put(digest(name), new ImageState(name, digest(name), access, owner, 1 << 20, false, assigned));
        return this;
    }

    ViewBuilder job(String id, String user, String hosts) {
        jobs.put(id, new Job(id, user, HostList.parse(hosts), JobState.RUNNING, "all", false, null, null));
        return this;
    }

    ViewBuilder planned(String id, String hosts, int seconds) {
        jobs.put(
                id,
                new Job(
                        id,
                        id,
                        "ann",
                        List.of(),
                        JobState.PENDING,
                        "all",
                        "",
                        null,
                        false,
                        now + seconds * 1000L,
                        null,
                        HostList.parse(hosts),
                        List.of()));
        return this;
    }

    ViewBuilder holds(String node, String image) {
        PeerState old = peers.get(node);
        Set<Digest> complete = new HashSet<>(old.complete());
        complete.add(digest(image));
        peers.put(
                node, new PeerState(node, old.address(), old.port(), old.up(), complete, old.partial(), old.blamed()));
        return this;
    }

    ViewBuilder holdsSome(String node, String image) {
        PeerState old = peers.get(node);
        Set<Digest> partial = new HashSet<>(old.partial());
        partial.add(digest(image));
        peers.put(
                node, new PeerState(node, old.address(), old.port(), old.up(), old.complete(), partial, old.blamed()));
        return this;
    }

    ViewBuilder blames(String node, String image, String... liars) {
        PeerState old = peers.get(node);
        Map<Digest, Set<String>> blamed = new HashMap<>(old.blamed());
        blamed.put(digest(image), Set.of(liars));
        peers.put(
                node, new PeerState(node, old.address(), old.port(), old.up(), old.complete(), old.partial(), blamed));
        return this;
    }

    ViewBuilder down(String node) {
        PeerState old = peers.get(node);
        peers.put(
                node,
                new PeerState(node, old.address(), old.port(), !old.up(), old.complete(), old.partial(), Map.of()));
        return this;
    }

    ViewBuilder utilization(String node, double share) {
        loads.put(node, Map.of(Attribute.NETWORK_UTILIZATION, Load.first(share, now - 700, "peer, eth0")));
        return this;
    }

    ViewBuilder uplink(String leaf, double up, double down) {
        String source = "peers below " + leaf;
        uplinks.put(leaf, new Loads.Uplink(Load.first(up, now - 700, source), Load.first(down, now - 700, source)));
        return this;
    }

    ViewBuilder failures(String source, String destination, double share) {
        pairs.put(new Pair(source, destination), Load.first(share, now - 700, "history, monday 9 h"));
        return this;
    }

    ViewBuilder usual(Map<String, Loads.Uplink> now) {
        usual = now;
        return this;
    }

    /** One with other jobs and otherwise that one's very objects, as the tracker makes it. */
    ClusterView withJobs(ClusterView before) {
        return new ClusterView(
                before.snapshot().withJobs(jobs.values()),
                before.images(),
                before.peers(),
                before.originNode(),
                before.loads(),
                before.capabilities(),
                now);
    }

    ClusterView view() {
        ClusterSnapshot snapshot = new ClusterSnapshot(
                now - snapshotAge,
                "file:cluster.yaml",
                new ArrayList<>(nodes.values()),
                new ArrayList<>(switches.values()),
                List.of(),
                new ArrayList<>(jobs.values()));
        return new ClusterView(
                snapshot,
                Map.copyOf(images),
                Map.copyOf(peers),
                "origin",
                new Loads(Map.copyOf(loads), Map.copyOf(uplinks), usual, Map.copyOf(pairs)),
                (source, image, destination) -> source + ">" + destination + ":" + image.brief(),
                now);
    }
}
