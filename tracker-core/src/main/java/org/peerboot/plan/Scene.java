package org.peerboot.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.Attribute;
import org.peerboot.attributes.JobStatus;
import org.peerboot.attributes.Load;
import org.peerboot.attributes.Loads;
import org.peerboot.attributes.Outlook;
import org.peerboot.attributes.Pair;
import org.peerboot.attributes.SwitchTree;
import org.peerboot.attributes.Topology;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;
import org.peerboot.image.Digest;
import org.peerboot.policy.Facts;
import org.peerboot.policy.ImageFacts;
import org.peerboot.policy.NodeFacts;
import org.peerboot.policy.Policy;
import org.peerboot.wire.AttributeValue;

/**
 * A view, and what was worked out about it so far. Everything is worked out when first asked for, and taken over from
 * the scene before where it cannot have changed: views follow each other every 100 ms, and differ in a few nodes.
 */
final class Scene {
    final ClusterView view;
    final Policy policy;
    final Cells cells;
    final List<ImageState> images;
    private final SwitchTree tree;
    private final long staleAfterMillis;
    private final Map<String, Standing.State> states = new HashMap<>();
    private final Map<String, Standing> standings = new HashMap<>();
    private final Map<String, Map<String, AttributeValue>> attributes = new HashMap<>();
    private final Map<Digest, Roster> rosters = new HashMap<>();
    private final Map<Digest, Roster> oldRosters;
    /** Since the scene that this one follows; nothing where that one had other cells or another origin. */
    final @Nullable Change change;

    private final Map<String, Standing> known;
    private @Nullable Map<Digest, List<String>> holders;
    private @Nullable Set<String> watchedLeaves;
    private @Nullable Set<String> blamers;

    /** @param known standings of any view before; gains those of this one */
    Scene(ClusterView view, Policy policy, long staleAfterMillis, Map<String, Standing> known, @Nullable Scene before) {
        this.view = view;
        this.policy = policy;
        this.staleAfterMillis = staleAfterMillis;
        boolean fits = before != null
                && before.cells.fit(view.snapshot().nodes(), view.snapshot().switches());
        this.cells = fits && before != null
                ? before.cells
                : new Cells(view.snapshot().nodes(), view.snapshot().switches());
        this.tree = fits && before != null
                ? before.tree
                : new SwitchTree(view.snapshot().switches());
        this.known = known;
        this.images = new ArrayList<>(view.images().values());
        images.sort(Comparator.comparing(ImageState::name).thenComparing(ImageState::digest));
        boolean follows = fits && before != null && before.view.originNode().equals(view.originNode());
        this.oldRosters = follows && before != null ? before.rosters : Map.of();
        this.change = follows && before != null ? Change.between(before, this) : null;
    }

    /** Whether the workload manager has been silent for so long that its word tells nothing. */
    boolean isStale() {
        return JobStatus.isStale(view.snapshot(), view.nowMillis(), staleAfterMillis);
    }

    boolean isOrigin(String node) {
        return node.equals(view.originNode());
    }

    /** The cell of a node, or of the origin; nothing for a node that the snapshot does not name. */
    @Nullable
    String cell(String node) {
        return isOrigin(node) ? Cells.ORIGIN : cells.of(node);
    }

    @Nullable
    PeerState peer(String node) {
        return view.peers().get(node);
    }

    JobStatus job(String node) {
        return JobStatus.of(view.snapshot(), node, view.nowMillis(), staleAfterMillis);
    }

    private Outlook outlook(String node) {
        return Outlook.of(view.snapshot(), node, view.nowMillis(), staleAfterMillis);
    }

    Standing standing(String node) {
        return standings.computeIfAbsent(node, this::findStanding);
    }

    /** What the policy's word about a node depends on. */
    Standing.State state(String name) {
        return states.computeIfAbsent(name, this::findState);
    }

    private Standing.State findState(String name) {
        return Standing.State.of(
                view.snapshot().node(name),
                cell(name),
                job(name),
                outlook(name),
                view.loads().of(name));
    }

    private Standing findStanding(String name) {
        Node node = view.snapshot().node(name);
        Standing.State state = state(name);
        Standing old = known.get(name);
        if (old != null && old.state().equals(state)) {
            return old;
        }
        NodeFacts facts = new NodeFacts(
                name,
                isOrigin(name),
                node == null || node.leaf() == null ? "" : node.leaf(),
                state.cell() == null ? "" : state.cell(),
                node == null ? List.of() : List.copyOf(node.features()),
                node == null
                        ? List.of()
                        : node.states().stream().map(NodeState::toString).toList(),
                node == null ? List.of() : List.copyOf(node.partitions()),
                attributes(name));
        boolean barred = policy.denials().source(new Facts(facts, null, Map.of(), Map.of(), null)) != null;
        Standing standing = new Standing(
                state, facts, policy.limits(facts), policy.whenJobStarts(facts), policy.weighings(facts), barred);
        known.put(name, standing);
        return standing;
    }

    /** A node's own attributes by name. Of the origin, only what is known: it stands where users run nothing. */
    Map<String, AttributeValue> attributes(String node) {
        return attributes.computeIfAbsent(node, n -> {
            Map<String, AttributeValue> values = new LinkedHashMap<>();
            JobStatus job = job(n);
            if (job.known() || !isOrigin(n)) {
                job.into(values);
            }
            outlook(n).into(values, job.ageMillis());
            view.loads().of(n).forEach((attribute, load) -> put(values, attribute, load));
            return values;
        });
    }

    private void put(Map<String, AttributeValue> values, Attribute attribute, Load load) {
        values.put(attribute.key(), attribute.value(load.value(), load.ageMillis(view.nowMillis()), load.source()));
    }

    /** The attributes of a source seen from a destination: absent where a leaf switch is not known. */
    Map<String, AttributeValue> link(String source, String destination) {
        Map<String, AttributeValue> values = new LinkedHashMap<>(2);
        Topology topology = topology(source, destination);
        if (topology != null) {
            topology.into(values);
        }
        if (view.loads().knowsSwitches()) {
            SwitchTree.Crossing crossing = tree.crossing(leaf(source), leaf(destination));
            crossed(values, Attribute.SWITCH_LOAD, crossing, view.loads().switches());
            crossed(values, Attribute.SWITCH_USUAL, crossing, view.loads().usual());
        }
        Load failures = view.loads().pairs().get(new Pair(source, destination));
        if (failures != null) {
            put(values, Attribute.PAIR_FAILURES, failures);
        }
        return values;
    }

    /** What a rule may ask about two nodes. */
    Facts facts(
            @Nullable NodeFacts source,
            @Nullable NodeFacts destination,
            Map<String, AttributeValue> link,
            @Nullable ImageFacts image) {
        return new Facts(source, destination, link, attributes(view.originNode()), image);
    }

    /** The highest load that is known on the uplinks between two nodes. */
    private void crossed(
            Map<String, AttributeValue> values,
            Attribute attribute,
            SwitchTree.Crossing crossing,
            Map<String, Loads.Uplink> uplinks) {
        Load highest = null;
        for (String name : crossing.up()) {
            Loads.Uplink uplink = uplinks.get(name);
            highest = uplink == null ? highest : higher(highest, uplink.up());
        }
        for (String name : crossing.down()) {
            Loads.Uplink uplink = uplinks.get(name);
            highest = uplink == null ? highest : higher(highest, uplink.down());
        }
        if (highest != null) {
            put(values, attribute, highest);
        }
    }

    private static Load higher(@Nullable Load a, Load b) {
        return a != null && a.value() >= b.value() ? a : b;
    }

    @Nullable
    String leaf(String name) {
        Node node = view.snapshot().node(name);
        return node == null ? null : node.leaf();
    }

    /** What is told of the uplinks above a leaf switch, which its nodes' links depend on, without ages. */
    List<Double> uplinks(String leaf) {
        List<Double> told = new ArrayList<>();
        for (String name : tree.crossing(leaf, null).up()) {
            tell(told, view.loads().switches().get(name));
            tell(told, view.loads().usual().get(name));
        }
        return told;
    }

    private static void tell(List<Double> told, Loads.@Nullable Uplink uplink) {
        told.add(uplink == null ? null : uplink.up().value());
        told.add(uplink == null ? null : uplink.down().value());
    }

    private @Nullable Topology topology(String source, String destination) {
        long age = Math.max(0, view.nowMillis() - view.snapshot().timeMillis());
        String by = view.snapshot().source();
        if (source.equals(destination)) {
            return new Topology(0, age, by);
        }
        if (isOrigin(source) || isOrigin(destination)) {
            return new Topology(tree.beyond(), age, by);
        }
        Node from = view.snapshot().node(source);
        Node to = view.snapshot().node(destination);
        if (from == null || to == null) {
            return null;
        }
        OptionalInt hops = tree.hops(from.leaf(), to.leaf());
        return hops.isPresent() ? new Topology(hops.getAsInt(), age, by) : null;
    }

    /** All attributes of a candidate as its destination is told them. */
    Map<String, AttributeValue> attributes(String source, String destination) {
        Map<String, AttributeValue> values = new LinkedHashMap<>(attributes(source));
        values.putAll(link(source, destination));
        return values;
    }

    /** Nothing for an image that the catalogue does not name. */
    @Nullable
    Roster roster(Digest image) {
        ImageState state = view.images().get(image);
        return state == null ? null : rosters.computeIfAbsent(image, i -> findRoster(state));
    }

    private Roster findRoster(ImageState image) {
        Roster old = oldRosters.get(image.digest());
        return old == null || change == null ? Roster.of(this, image) : old.after(change, this, image);
    }

    /** Whether an image is on its way over the leaf switch of a node, whose load others want to know then. */
    boolean watches(String node) {
        String leaf = leaf(node);
        return leaf != null && watchedLeaves().contains(leaf);
    }

    /** Leaf switches below which somebody fetches or serves an image that somebody still lacks. */
    Set<String> watchedLeaves() {
        Set<String> leaves = watchedLeaves;
        if (leaves == null) {
            leaves = new HashSet<>();
            for (ImageState image : images) {
                Roster roster = roster(image.digest());
                if (roster != null && roster.isUnderWay()) {
                    for (Roster.Cell cell : roster.cells.values()) {
                        String leaf = leaf(cell.members().get(0).node());
                        if (leaf != null) {
                            leaves.add(leaf);
                        }
                    }
                }
            }
            watchedLeaves = leaves;
        }
        return leaves;
    }

    /** Nodes that will not have some sources. */
    Set<String> blamers() {
        Set<String> known = blamers;
        if (known == null) {
            known = new HashSet<>();
            for (PeerState peer : view.peers().values()) {
                if (!peer.blamed().isEmpty()) {
                    known.add(peer.node());
                }
            }
            blamers = known;
        }
        return known;
    }

    /** Peers that hold some of an image, the origin left out. */
    List<String> holders(Digest image) {
        Map<Digest, List<String>> all = holders;
        if (all == null) {
            all = new HashMap<>();
            for (PeerState peer : view.peers().values()) {
                if (!isOrigin(peer.node())) {
                    for (Digest held : peer.complete()) {
                        all.computeIfAbsent(held, d -> new ArrayList<>()).add(peer.node());
                    }
                    for (Digest held : peer.partial()) {
                        if (!peer.complete().contains(held)) {
                            all.computeIfAbsent(held, d -> new ArrayList<>()).add(peer.node());
                        }
                    }
                }
            }
            holders = all;
        }
        return all.getOrDefault(image, List.of());
    }
}
