package org.peerboot.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.Load;
import org.peerboot.attributes.Loads;
import org.peerboot.attributes.Pair;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;

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
        findChanged();
        affected.addAll(changed);
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

    private void everybody(Scene scene) {
        affected.addAll(scene.view.snapshot().nodes().keySet());
        affected.addAll(scene.view.peers().keySet());
        affected.add(scene.view.originNode());
    }

    private void findChanged() {
        Set<String> nodes = new HashSet<>(after.view.snapshot().nodes().keySet());
        nodes.addAll(before.view.peers().keySet());
        nodes.addAll(after.view.peers().keySet());
        Set<String> leaves = changedLeaves();
        boolean users = anyUserImage(before) || anyUserImage(after);
        for (String node : nodes) {
            PeerState old = before.peer(node);
            PeerState now = after.peer(node);
            if (old != null && now != null && !old.blamed().equals(now.blamed())) {
                affected.add(node);
            }
            if (!sameSource(old, now)
                    || !before.state(node).equals(after.state(node))
                    || (!leaves.isEmpty() && leaves.contains(String.valueOf(after.leaf(node))))
                    || (users && !Roster.users(before, node).equals(Roster.users(after, node)))) {
                changed.add(node);
            }
        }
    }

    /** Leaf switches of which an uplink above has another load. */
    private Set<String> changedLeaves() {
        Loads old = before.view.loads();
        Loads now = after.view.loads();
        if (old.switches().equals(now.switches()) && old.usual().equals(now.usual())) {
            return Set.of();
        }
        Set<String> leaves = new HashSet<>();
        for (String leaf : after.view.snapshot().switches().keySet()) {
            if (!before.uplinks(leaf).equals(after.uplinks(leaf))) {
                leaves.add(leaf);
            }
        }
        return leaves;
    }

    private static boolean anyUserImage(Scene scene) {
        return scene.images.stream().anyMatch(image -> image.access() == Access.USER);
    }

    /** What a peer holds is compared image by image, in the rosters. */
    private static boolean sameSource(@Nullable PeerState a, @Nullable PeerState b) {
        if (a == null || b == null) {
            return Objects.equals(a, b);
        }
        return a.up() == b.up() && a.port() == b.port() && a.address().equals(b.address());
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
        if (!forOutsiders.isEmpty()) {
            now.fetching.forEach(destination -> compareFor(destination, old, now, forMates, forOutsiders));
        }
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

    private void addDifference(Set<String> a, Set<String> b) {
        if (!a.equals(b)) {
            a.stream().filter(node -> !b.contains(node)).forEach(affected::add);
            b.stream().filter(node -> !a.contains(node)).forEach(affected::add);
        }
    }

    /** A mate that completed the image is a candidate as before; outsiders prefer it. */
    private void compareCells(Roster old, Roster now, Set<String> forMates, Set<String> forOutsiders) {
        Set<String> names = new HashSet<>(old.members.keySet());
        names.addAll(now.members.keySet());
        for (String cell : names) {
            List<Roster.Member> members = now.inCell(cell);
            boolean other = members.stream().anyMatch(member -> changed.contains(member.node()));
            if (other || !names(old.inCell(cell)).equals(names(members))) {
                forMates.add(cell);
                forOutsiders.add(cell);
            } else if (!old.inCell(cell).equals(members)) {
                forOutsiders.add(cell);
            }
        }
    }

    private static List<String> names(List<Roster.Member> members) {
        return members.stream().map(Roster.Member::node).toList();
    }

    private void compareFor(
            String destination, Roster old, Roster now, Set<String> forMates, Set<String> forOutsiders) {
        String cell = after.cell(destination);
        if (cell == null || affected.contains(destination)) {
            return;
        }
        if (forMates.contains(cell)) {
            affected.add(destination);
            return;
        }
        Picks picksNow = new Picks(after, now, destination, cell);
        Picks picksBefore = new Picks(before, old, destination, cell);
        if (!looksInto(picksNow, now, forOutsiders) && !looksInto(picksBefore, old, forOutsiders)) {
            return;
        }
        List<String> picked = picksNow.candidates();
        if (!picked.equals(picksBefore.candidates()) || picked.stream().anyMatch(changed::contains)) {
            affected.add(destination);
        }
    }

    private static boolean looksInto(Picks picks, Roster roster, Set<String> cells) {
        for (int cell : picks.lookedInto()) {
            if (cells.contains(roster.cellNames[cell])) {
                return true;
            }
        }
        return false;
    }
}
