package org.peerboot.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.image.Access;
import org.peerboot.policy.ImageFacts;
import org.peerboot.policy.NodeFacts;

/** Who takes part in one image, by cells. */
final class Roster {
    /** A node that may be a source: its peer is up, and it holds some of the image or shall. */
    record Member(String node, int order, long hash, boolean complete) {}

    final ImageState image;
    final ImageFacts facts;
    /** Nodes that shall hold the image. */
    final Set<String> fetching = new HashSet<>();
    /** Nodes that hold some of it and need not, and the origin. */
    final Set<String> serving = new HashSet<>();
    /** Cells with members, in the order of their names; members in natural order. */
    final TreeMap<String, List<Member>> members = new TreeMap<>();
    /** Of these, those whom no rule takes away from everybody. */
    private final Map<String, List<Member>> offering;
    /** What updates say: cells where somebody could serve it on; empty where every cell asks the origin for itself. */
    final List<String> wireCells;

    final String[] cellNames;
    final long[] cellHashes;

    Roster(Scene scene, ImageState image) {
        this.image = image;
        this.facts = new ImageFacts(
                image.name(), image.access().toString(), image.owner() == null ? "" : image.owner(), image.bytes());
        for (String node : image.assigned()) {
            if (!scene.isOrigin(node) && scene.cells.of(node) != null) {
                fetching.add(node);
            }
        }
        for (String node : scene.holders(image.digest())) {
            if (!fetching.contains(node) && mayHold(scene, image, node)) {
                serving.add(node);
            }
        }
        fetching.forEach(node -> addMember(scene, node));
        serving.forEach(node -> addMember(scene, node));
        members.values().forEach(list -> list.sort(Comparator.comparingInt(Member::order)));
        offering = scene.policy.denials().any() ? offering(scene) : members;
        serving.add(scene.view.originNode());
        wireCells = scene.policy.oneCopyAnUplink(facts) ? cellsThatServe(scene) : List.of();
        cellNames = members.keySet().toArray(new String[0]);
        cellHashes = Arrays.stream(cellNames).mapToLong(Hash::of).toArray();
    }

    /** Whether a node that was not assigned the image may have it: any node, but of a user's image only where he runs. */
    static boolean mayHold(Scene scene, ImageState image, String node) {
        if (scene.cells.of(node) == null) {
            return false;
        }
        return image.access() != Access.USER || users(scene, node).contains(String.valueOf(image.owner()));
    }

    /** Users whose jobs run on a node, or are being set up there. */
    static Set<String> users(Scene scene, String node) {
        Set<String> users = new TreeSet<>();
        for (Job job : scene.view.snapshot().jobsOn(node)) {
            if (job.state().occupies() || job.state() == JobState.CONFIGURING) {
                users.add(job.user());
            }
        }
        return users;
    }

    private void addMember(Scene scene, String node) {
        PeerState peer = scene.peer(node);
        String cell = scene.cells.of(node);
        if (peer != null && peer.up() && cell != null) {
            members.computeIfAbsent(cell, c -> new ArrayList<>())
                    .add(new Member(
                            node,
                            scene.cells.order(node),
                            Hash.of(node),
                            peer.complete().contains(image.digest())));
        }
    }

    private Map<String, List<Member>> offering(Scene scene) {
        Map<String, List<Member>> some = new HashMap<>();
        members.forEach((cell, list) -> some.put(
                cell, list.stream().filter(member -> offers(scene, member.node)).toList()));
        return some;
    }

    /** Whether no rule takes a node, or the origin, away from everybody as a source of the image. */
    boolean offers(Scene scene, String node) {
        Standing standing = scene.standing(node);
        NodeFacts source = standing.facts();
        return !standing.barred()
                && scene.policy.denials().sourceOfImage(scene.facts(source, null, Map.of(), facts)) == null;
    }

    /** A cell of busy nodes alone would take pieces from the origin and serve them on to nobody. */
    private List<String> cellsThatServe(Scene scene) {
        List<String> cells = new ArrayList<>();
        for (Map.Entry<String, List<Member>> cell : members.entrySet()) {
            if (cell.getValue().stream()
                    .anyMatch(member -> scene.standing(member.node).limits().mayUpload())) {
                cells.add(cell.getKey());
            }
        }
        return List.copyOf(cells);
    }

    /** Whether a node that shall hold the image, and whose peer is up, does not hold all of it yet. */
    boolean isUnderWay() {
        return members.values().stream()
                .flatMap(List::stream)
                .anyMatch(member -> !member.complete && fetching.contains(member.node));
    }

    List<Member> inCell(String cell) {
        return members.getOrDefault(cell, List.of());
    }

    /** Those in a cell whom no rule takes away from everybody. */
    List<Member> offeringIn(String cell) {
        return offering.getOrDefault(cell, List.of());
    }
}
