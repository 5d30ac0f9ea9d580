package org.peerboot.plan;

import java.util.ArrayList;
import java.util.Arrays;
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
        for (Member mate : roster.offeringIn(ownCell)) {
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
        int[] cells = lookedInto();
        int most = cells.length == OUTSIDERS && offerAll(cells) ? 1 : FROM_ONE_CELL;
        List<List<Member>> ranked = new ArrayList<>();
        for (int cell : cells) {
            ranked.add(first(most, roster.offeringIn(roster.cellNames[cell])));
        }
        for (int round = 0; round < most; round++) {
            for (List<Member> cell : ranked) {
                if (round < cell.size() && picked.size() < room) {
                    picked.add(cell.get(round).node());
                }
            }
        }
    }

    /** Whether each of the cells has somebody to pick. */
    private boolean offerAll(int[] cells) {
        for (int cell : cells) {
            if (roster.offeringIn(roster.cellNames[cell]).stream().noneMatch(member -> allowed(member.node()))) {
                return false;
            }
        }
        return true;
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
        return slot != null && slot.equals(scene.cells.slot(member.node()));
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

    /** Indices of the other cells that rank first for this destination, best first: no more than it takes. */
    int[] lookedInto() {
        int[] few = best(OUTSIDERS);
        return !denials.any() || few.length < OUTSIDERS || offerAll(few) ? few : best(CELLS_UNDER_DENY);
    }

    private int[] best(int most) {
        int room = Math.min(most, roster.cellNames.length);
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

    /** Whether nothing between the two speaks against it. */
    private boolean allowed(String source) {
        return !blamed.contains(source) && !(denials.ofPairs() && denied(source));
    }

    private boolean denied(String source) {
        NodeFacts from = scene.standing(source).facts();
        return denials.pair(scene.facts(from, facts, scene.link(source, destination), roster.facts)) != null;
    }
}
