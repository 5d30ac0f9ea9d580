package org.peerboot.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.plan.Roster.Member;
import org.peerboot.policy.Denials;
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
    static final int OUTSIDERS = Ranking.FEW;
    private static final int FROM_ONE_CELL = 3;

    private final Scene scene;
    private final Roster roster;
    private final String destination;
    private final String ownCell;
    private final long hash;
    private final @Nullable Integer slot;
    private final Set<String> blamed;
    private final NodeFacts facts;
    private final Denials denials;
    private final boolean barred;

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
        this.denials = scene.policy.denials();
        this.barred = denials.destination(scene.facts(null, facts, Map.of(), roster.facts)) != null;
    }

    /** Names of nodes, best last resort last. */
    List<String> candidates() {
        List<String> picked = new ArrayList<>();
        if (barred) {
            return picked;
        }
        for (Member mate : roster.cell(ownCell).offering()) {
            if (!mate.node().equals(destination) && allowed(mate.node())) {
                picked.add(mate.node());
            }
        }
        outsiders(picked);
        String origin = scene.view.originNode();
        PeerState peer = scene.peer(origin);
        if (peer != null && peer.up() && roster.offers(scene, origin) && allowed(origin)) {
            picked.add(origin);
        }
        return picked;
    }

    private void outsiders(List<String> picked) {
        int room = picked.size() + OUTSIDERS;
        String[] few = roster.ranking.few(destination, ownCell);
        boolean fewDo = fewDo(few);
        String[] cells = lookedInto(few, fewDo);
        int most = fewDo ? 1 : FROM_ONE_CELL;
        List<List<Member>> ranked = new ArrayList<>(cells.length);
        for (String cell : cells) {
            ranked.add(first(most, roster.cell(cell).offering()));
        }
        for (int round = 0; round < most; round++) {
            for (List<Member> cell : ranked) {
                if (round < cell.size() && picked.size() < room) {
                    picked.add(cell.get(round).node());
                }
            }
        }
    }

    /** Whether each of the cells that rank first, and enough do, has somebody to pick. */
    private boolean fewDo(String[] few) {
        if (few.length < OUTSIDERS) {
            return false;
        }
        for (String cell : few) {
            if (!offers(roster.cell(cell).offering())) {
                return false;
            }
        }
        return true;
    }

    private boolean offers(List<Member> cell) {
        for (Member member : cell) {
            if (allowed(member.node())) {
                return true;
            }
        }
        return false;
    }

    /** The {@code most} that rank first, best first. */
    private List<Member> first(int most, List<Member> cell) {
        List<Member> first = new ArrayList<>(most + 1);
        for (Member member : cell) {
            int at = first.size();
            while (at > 0 && ranksBefore(member, first.get(at - 1))) {
                at--;
            }
            if (at < most && allowed(member.node())) {
                first.add(at, member);
                if (first.size() > most) {
                    first.remove(most);
                }
            }
        }
        return first;
    }

    private boolean ownsAlike(Member member) {
        return slot != null && slot.equals(member.slot());
    }

    private boolean ranksBefore(Member one, Member other) {
        if (one.complete() != other.complete()) {
            return one.complete();
        }
        if (ownsAlike(one) != ownsAlike(other)) {
            return ownsAlike(one);
        }
        int byHash = Long.compare(Hash.pair(hash, one.hash()), Hash.pair(hash, other.hash()));
        return byHash != 0 ? byHash < 0 : one.node().compareTo(other.node()) < 0;
    }

    /** The other cells that rank first for this destination, best first: no more than it takes. */
    String[] lookedInto() {
        String[] few = roster.ranking.few(destination, ownCell);
        return lookedInto(few, fewDo(few));
    }

    private String[] lookedInto(String[] few, boolean fewDo) {
        return !denials.any() || few.length < OUTSIDERS || fewDo ? few : roster.ranking.many(destination, ownCell);
    }

    /** Whether nothing between the two speaks against it. */
    private boolean allowed(String source) {
        return !blamed.contains(source) && !(denials.ofPairs() && denied(source));
    }

    private boolean denied(String source) {
        NodeFacts from = scene.standing(source).facts();
        return denials.pair(scene.facts(from, facts, scene.link(source, destination), roster.facts)) != null;
    }
}
