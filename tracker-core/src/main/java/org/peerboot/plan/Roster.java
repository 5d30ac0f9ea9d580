package org.peerboot.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.image.Access;
import org.peerboot.policy.ImageFacts;
import org.peerboot.policy.NodeFacts;

/**
 * Who takes part in one image, by cells. Made out of the one before: only the cells of those nodes are made anew that came
 * between, and the first is made out of nobody.
 */
final class Roster {
    /** A node that may be a source: its peer is up, and it holds some of the image or shall. */
    record Member(String node, @Nullable Integer slot, long hash, boolean complete) {}

    /**
     * One with members.
     *
     * @param members in natural order
     * @param offering of these, those whom no rule takes away from everybody
     * @param serves whether any may send
     * @param lacks whether any shall hold the image and does not hold all of it yet
     */
    record Cell(List<Member> members, List<Member> offering, boolean serves, boolean lacks) {
        private static final Cell EMPTY = new Cell(List.of(), List.of(), false, false);
    }

    final ImageState image;
    final ImageFacts facts;
    /** Nodes that shall hold the image. */
    final Set<String> fetching;
    /** Nodes that hold some of it and need not, and the origin. */
    final Set<String> serving;
    /** Those with members, in the order of their names. */
    final Map<String, Cell> cells;
    /** Of these cells. */
    final Ranking ranking;
    /** What updates say: cells where somebody could serve it on; empty where every cell asks the origin for itself. */
    final List<String> wireCells;
    /** Whether no rule leaves a cell without anybody to pick. */
    final boolean allOffer;

    /** Out of what stood so far, and the nodes whose part may be another now. */
    private Roster(
            Scene scene,
            ImageState image,
            ImageFacts facts,
            Set<String> fetching,
            Set<String> serving,
            Map<String, Cell> cells,
            Ranking ranking,
            Set<String> touched) {
        this.image = image;
        this.facts = facts;
        this.fetching = patched(fetching, touched, node -> fetches(scene, node));
        this.serving = patched(serving, touched, node -> serves(scene, node));
        this.cells = patched(cells, scene, touched);
        this.ranking = cells.keySet().equals(this.cells.keySet()) ? ranking : new Ranking(this.cells.keySet());
        this.allOffer = this.cells.values().stream().noneMatch(cell -> cell.offering.isEmpty());
        this.wireCells = scene.policy.oneCopyAnUplink(facts) ? cellsThatServe() : List.of();
    }

    static Roster of(Scene scene, ImageState image) {
        Set<String> touched = new HashSet<>(image.assigned());
        touched.addAll(scene.holders(image.digest()));
        touched.add(scene.view.originNode());
        Ranking ranking = new Ranking(List.of());
        return new Roster(scene, image, facts(image), Set.of(), Set.of(), Map.of(), ranking, touched);
    }

    /** The roster of the same image after a change, as {@link #of} would make it. */
    Roster after(Change change, Scene scene, ImageState now) {
        if (!facts.equals(facts(now)) || change.nodes().contains(scene.view.originNode())) {
            return of(scene, now);
        }
        Set<String> touched = change.all();
        addMissing(image.assigned(), now.assigned(), touched);
        addMissing(now.assigned(), image.assigned(), touched);
        return new Roster(scene, now, facts, fetching, serving, cells, ranking, touched);
    }

    private static ImageFacts facts(ImageState image) {
        String owner = image.owner();
        return new ImageFacts(image.name(), image.access().toString(), owner == null ? "" : owner, image.bytes());
    }

    @SuppressWarnings("ReferenceEquality") // the assignment of ten thousand nodes is mostly the same object
    private static void addMissing(Set<String> from, Set<String> in, Set<String> missing) {
        if (from != in) {
            from.stream().filter(node -> !in.contains(node)).forEach(missing::add);
        }
    }

    /** The same object where nothing differs. */
    private static Set<String> patched(Set<String> before, Set<String> touched, Predicate<String> belongs) {
        Set<String> after = before;
        for (String node : touched) {
            boolean now = belongs.test(node);
            if (now != before.contains(node)) {
                after = after == before ? new HashSet<>(before) : after;
                boolean unused = now ? after.add(node) : after.remove(node);
            }
        }
        return after;
    }

    /** In the order of their names: sorted again only where one is new. */
    private Map<String, Cell> patched(Map<String, Cell> before, Scene scene, Set<String> touched) {
        Map<String, Cell> after = new LinkedHashMap<>(before);
        boolean anyNew = false;
        for (String name : cellsOf(scene, touched)) {
            Cell cell = cell(scene, name);
            if (cell.members.isEmpty()) {
                after.remove(name);
            } else {
                anyNew |= after.put(name, cell) == null;
            }
        }
        return anyNew ? new LinkedHashMap<>(new TreeMap<>(after)) : after;
    }

    private boolean fetches(Scene scene, String node) {
        return image.assigned().contains(node) && !scene.isOrigin(node) && scene.cells.of(node) != null;
    }

    private boolean serves(Scene scene, String node) {
        if (scene.isOrigin(node)) {
            return true;
        }
        PeerState peer = scene.peer(node);
        return peer != null
                && (peer.complete().contains(image.digest()) || peer.partial().contains(image.digest()))
                && !fetching.contains(node)
                && mayHold(scene, image, node);
    }

    /** Whether a node that was not assigned the image may have it: any node, but of a user's image only where he runs. */
    private static boolean mayHold(Scene scene, ImageState image, String node) {
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

    private static Set<String> cellsOf(Scene scene, Set<String> nodes) {
        Set<String> names = new HashSet<>();
        for (String node : nodes) {
            String cell = scene.cells.of(node);
            if (cell != null) {
                names.add(cell);
            }
        }
        return names;
    }

    private Cell cell(Scene scene, String name) {
        List<Member> members = new ArrayList<>();
        boolean lacks = false;
        for (String node : scene.cells.nodes(name)) {
            PeerState peer = scene.peer(node);
            boolean fetches = fetching.contains(node);
            if (peer != null && peer.up() && !scene.isOrigin(node) && (fetches || serving.contains(node))) {
                boolean complete = peer.complete().contains(image.digest());
                members.add(new Member(node, scene.cells.slot(node), Hash.of(node), complete));
                lacks |= fetches && !complete;
            }
        }
        List<Member> offering = scene.policy.denials().any()
                ? members.stream().filter(member -> offers(scene, member.node)).toList()
                : members;
        boolean serves = members.stream()
                .anyMatch(member -> scene.standing(member.node).limits().mayUpload());
        return new Cell(members, offering, serves, lacks);
    }

    /** Whether no rule takes a node, or the origin, away from everybody as a source of the image. */
    boolean offers(Scene scene, String node) {
        Standing standing = scene.standing(node);
        NodeFacts source = standing.facts();
        return !standing.barred()
                && scene.policy.denials().sourceOfImage(scene.facts(source, null, Map.of(), facts)) == null;
    }

    /** A cell of busy nodes alone would take pieces from the origin and serve them on to nobody. */
    private List<String> cellsThatServe() {
        return cells.entrySet().stream()
                .filter(cell -> cell.getValue().serves)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether a node that shall hold the image, and whose peer is up, does not hold all of it yet. */
    boolean isUnderWay() {
        return cells.values().stream().anyMatch(Cell::lacks);
    }

    /** One without members where there is none of that name. */
    Cell cell(String name) {
        return cells.getOrDefault(name, Cell.EMPTY);
    }
}
