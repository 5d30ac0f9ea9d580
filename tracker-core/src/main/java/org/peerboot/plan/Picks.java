package org.peerboot.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.plan.Roster.Member;
import org.peerboot.policy.NodeFacts;

/**
 * The candidates of one destination for one image: its mates, then a few nodes from other cells, then the origin.
 *
 * <p>The outsiders come from the cells that rank first by rendezvous hash for this destination. In each cell seeds rank
 * before the rest, then whoever has the destination's own slot: he owns the same pieces, so that a piece goes from owner
 * to owner and need not cross a cell before it reaches the next. So every node of a cell looks into other cells than its
 * mates do, a node that comes or goes concerns those alone who look into its cell, and nobody needs to remember whom it was
 * given before.
 */
final class Picks {
    static final int OUTSIDERS = 8;
    private static final int FROM_ONE_CELL = 3;
    /** Where rules take sources away, eight cells may yield nothing: look further, but not at all of them. */
    private static final int CELLS_UNDER_DENY = 64;

    private final Scene scene;
    private final Roster roster;
    private final String destination;
    private final String ownCell;
    private final long hash;
    private final @Nullable Integer slot;
    private final Set<String> blamed;
    private final NodeFacts facts;
    private final boolean mayDeny;

    /** @param ownCell of the destination */
    Picks(Scene scene, Roster roster, String destination, String ownCell) {
        this.scene = scene;
        this.roster = roster;
        this.destination = destination;
        this.ownCell = ownCell;
        this.hash = Hash.of(destination);
        this.slot = scene.cells.slot(destination);
        PeerState peer = scene.peer(destination);
        this.blamed = peer == null ? Set.of() : peer.blamed().getOrDefault(roster.image.digest(), Set.of());
        this.facts = scene.standing(destination).facts();
        this.mayDeny = scene.policy.mayDeny();
    }

    /** Names of nodes, best last resort last. */
    List<String> candidates() {
        List<String> picked = new ArrayList<>();
        for (Member mate : roster.inCell(ownCell)) {
            if (!mate.node().equals(destination) && allowed(mate.node())) {
                picked.add(mate.node());
            }
        }
        outsiders(picked);
        String origin = scene.view.originNode();
        PeerState peer = scene.peer(origin);
        if (peer != null && peer.up() && allowed(origin)) {
            picked.add(origin);
        }
        return picked;
    }

    private void outsiders(List<String> picked) {
        int room = picked.size() + OUTSIDERS;
        List<List<Member>> ranked = new ArrayList<>();
        for (int cell : lookedInto()) {
            ranked.add(inOrder(roster.inCell(roster.cellNames[cell])));
        }
        for (int round = 0; round < FROM_ONE_CELL; round++) {
            for (List<Member> cell : ranked) {
                if (round < cell.size() && picked.size() < room) {
                    picked.add(cell.get(round).node());
                }
            }
        }
    }

    private List<Member> inOrder(List<Member> cell) {
        List<Member> first = new ArrayList<>(FROM_ONE_CELL + 1);
        Comparator<Member> order = Comparator.comparing((Member m) -> !m.complete())
                .thenComparing(m -> slot == null || !slot.equals(scene.cells.slot(m.node())))
                .thenComparing(m -> Hash.pair(hash, m.hash()))
                .thenComparing(Member::node);
        for (Member member : cell) {
            boolean full = first.size() == FROM_ONE_CELL;
            if ((!full || order.compare(member, first.get(FROM_ONE_CELL - 1)) < 0) && allowed(member.node())) {
                first.add(member);
                first.sort(order);
                if (first.size() > FROM_ONE_CELL) {
                    first.remove(FROM_ONE_CELL);
                }
            }
        }
        return first;
    }

    /** Indices of the other cells that rank first for this destination, best first. */
    int[] lookedInto() {
        int room = Math.min(mayDeny ? CELLS_UNDER_DENY : OUTSIDERS, roster.cellNames.length);
        int[] best = new int[room];
        long[] scores = new long[room];
        int found = 0;
        for (int cell = 0; cell < roster.cellNames.length; cell++) {
            long score = Hash.pair(hash, roster.cellHashes[cell]);
            if ((found == room && score >= scores[room - 1]) || roster.cellNames[cell].equals(ownCell)) {
                continue;
            }
            int at = found < room ? found++ : room - 1;
            for (; at > 0 && scores[at - 1] > score; at--) {
                scores[at] = scores[at - 1];
                best[at] = best[at - 1];
            }
            scores[at] = score;
            best[at] = cell;
        }
        return found == room ? best : Arrays.copyOf(best, found);
    }

    private boolean allowed(String source) {
        return !blamed.contains(source) && (!mayDeny || denial(source) == null);
    }

    /** The rule that takes a source away. */
    @Nullable
    String denial(String source) {
        NodeFacts from = scene.standing(source).facts();
        return scene.policy.denies(
                scene.facts(from, facts, scene.link(source, destination), roster.facts), roster.memo);
    }
}
