package org.peerboot.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.Load;
import org.peerboot.attributes.Pair;
import org.peerboot.image.Digest;
import org.peerboot.policy.Denials;

/**
 * Whose update may differ between two scenes. A node that changed concerns itself, the mates in its cell, and the nodes
 * elsewhere that picked it; finding those costs eight cells' hashes a destination and no update.
 */
final class Difference {
    private final Scene before;
    private final Scene after;
    private final Set<String> affected = new TreeSet<>();
    private final Set<String> changed = new HashSet<>();

    Difference(Scene before, Scene after) {
        this.before = before;
        this.after = after;
    }

    Set<String> affected() {
        if (!before.cells.fit(
                        after.view.snapshot().nodes(), after.view.snapshot().switches())
                || !before.view.originNode().equals(after.view.originNode())) {
            everybody(before);
            everybody(after);
            return affected;
        }
        Change change = between();
        changed.addAll(change.nodes());
        affected.addAll(changed);
        change.peers().stream().filter(this::blamesOthers).forEach(affected::add);
        Map<Pair, Load> pairs = after.view.loads().pairs();
        if (!before.view.loads().pairs().equals(pairs)) {
            before.view.loads().pairs().keySet().forEach(pair -> affected.add(pair.destination()));
            pairs.keySet().forEach(pair -> affected.add(pair.destination()));
        }
        if (!before.watchedLeaves().equals(after.watchedLeaves())) {
            after.view.snapshot().nodes().keySet().stream()
                    .filter(node -> before.watches(node) != after.watches(node))
                    .forEach(affected::add);
        }
        Set<Digest> images = new HashSet<>(before.view.images().keySet());
        images.addAll(after.view.images().keySet());
        for (Digest image : images) {
            compare(before.roster(image), after.roster(image));
        }
        return affected;
    }

    @SuppressWarnings("ReferenceEquality") // views are known again by identity
    private Change between() {
        Change change = after.change;
        return change != null && change.before() == before.view ? change : Change.between(before, after);
    }

    private boolean blamesOthers(String node) {
        PeerState old = before.peer(node);
        PeerState now = after.peer(node);
        return old != null && now != null && !old.blamed().equals(now.blamed());
    }

    private void everybody(Scene scene) {
        affected.addAll(scene.view.snapshot().nodes().keySet());
        affected.addAll(scene.view.peers().keySet());
        affected.add(scene.view.originNode());
    }

    private void compare(@Nullable Roster old, @Nullable Roster now) {
        if (old == null || now == null || !sameForAll(old, now)) {
            for (Roster roster : new Roster[] {old, now}) {
                if (roster != null) {
                    affected.addAll(roster.fetching);
                    affected.addAll(roster.serving);
                }
            }
            return;
        }
        addDifference(old.fetching, now.fetching);
        addDifference(old.serving, now.serving);
        Set<String> forMates = new HashSet<>();
        Set<String> forOutsiders = new HashSet<>();
        compareCells(old, now, forMates, forOutsiders);
        for (String cell : forMates) {
            after.cells.nodes(cell).stream().filter(now.fetching::contains).forEach(affected::add);
        }
        lookers(old, now, forOutsiders).forEach(destination -> compareFor(destination, old, now, forOutsiders));
    }

    /** Destinations that may look into any of some cells. */
    private Set<String> lookers(Roster old, Roster now, Set<String> cells) {
        if (cells.isEmpty() || before.policy.denials().ofPairs() || !old.allOffer || !now.allOffer) {
            return cells.isEmpty() ? Set.of() : now.fetching;
        }
        Set<String> lookers = new HashSet<>();
        for (String cell : cells) {
            lookers.addAll(old.ranking.lookers(cell, old.fetching, before.cells::ofKnown));
            lookers.addAll(now.ranking.lookers(cell, now.fetching, after.cells::ofKnown));
        }
        lookers.addAll(before.blamers());
        lookers.addAll(after.blamers());
        lookers.retainAll(now.fetching);
        return lookers;
    }

    private boolean sameForAll(Roster old, Roster now) {
        ImageState a = old.image;
        ImageState b = now.image;
        return a.name().equals(b.name())
                && a.access() == b.access()
                && Objects.equals(a.owner(), b.owner())
                && a.bytes() == b.bytes()
                && a.paused() == b.paused()
                && old.wireCells.equals(now.wireCells)
                && !changed.contains(after.view.originNode());
    }

    @SuppressWarnings("ReferenceEquality") // rosters share what did not change
    private void addDifference(Set<String> a, Set<String> b) {
        if (a != b) {
            a.stream().filter(node -> !b.contains(node)).forEach(affected::add);
            b.stream().filter(node -> !a.contains(node)).forEach(affected::add);
        }
    }

    /** A mate that completed the image is a candidate as before; outsiders prefer it. */
    @SuppressWarnings("ReferenceEquality") // a roster shares the cells of which no node changed with the one before
    private void compareCells(Roster old, Roster now, Set<String> forMates, Set<String> forOutsiders) {
        Set<String> names = new HashSet<>(old.cells.keySet());
        names.addAll(now.cells.keySet());
        for (String name : names) {
            Roster.Cell a = old.cell(name);
            Roster.Cell b = now.cell(name);
            if (a == b) {
                continue;
            }
            boolean other = b.members().stream().anyMatch(member -> changed.contains(member.node()));
            if (other || !names(a.members()).equals(names(b.members()))) {
                forMates.add(name);
                forOutsiders.add(name);
            } else if (!a.members().equals(b.members())) {
                forOutsiders.add(name);
            }
        }
    }

    private static List<String> names(List<Roster.Member> members) {
        return members.stream().map(Roster.Member::node).toList();
    }

    private void compareFor(String destination, Roster old, Roster now, Set<String> forOutsiders) {
        String cell = after.cell(destination);
        if (cell == null || affected.contains(destination)) {
            return;
        }
        if (!mayLookInto(before, old, destination, cell, forOutsiders)
                && !mayLookInto(after, now, destination, cell, forOutsiders)) {
            return;
        }
        List<String> picked = new Picks(after, now, destination, cell).candidates();
        if (picked.stream().anyMatch(changed::contains)
                || !picked.equals(new Picks(before, old, destination, cell).candidates())) {
            affected.add(destination);
        }
    }

    /** Whether a destination looks into any of some cells: what ranks first is known, who looks further has to be asked. */
    private static boolean mayLookInto(Scene scene, Roster roster, String destination, String cell, Set<String> cells) {
        if (hasAny(cells, roster.ranking.few(destination, cell))) {
            return true;
        }
        return mayLookFurther(scene, roster, destination)
                && hasAny(cells, roster.ranking.many(destination, cell))
                && hasAny(cells, new Picks(scene, roster, destination, cell).lookedInto());
    }

    private static boolean mayLookFurther(Scene scene, Roster roster, String destination) {
        Denials denials = scene.policy.denials();
        if (!denials.any()) {
            return false;
        }
        PeerState peer = scene.peer(destination);
        return denials.ofPairs()
                || !roster.allOffer
                || (peer != null && !peer.blamed().isEmpty());
    }

    private static boolean hasAny(Set<String> cells, String[] some) {
        for (String cell : some) {
            if (cells.contains(cell)) {
                return true;
            }
        }
        return false;
    }
}
