package org.peerboot.transfer;

import java.util.BitSet;
import java.util.List;

/**
 * Which pieces this node fetches from outside its cell. Each piece has one owner among the cell's members, and one cell
 * whose owner asks the origin for it; so it crosses each link once. When the cell has come to a halt, those who rank
 * next step in, one rank for each level of lateness.
 */
final class Roles {
    static final Roles NONE = new Roles("", List.of(), 0, "", List.of(), 0);

    private final String self;
    private final List<String> owners;
    private final int slots;
    private final String cell;
    private final List<String> cells;
    private final int pieces;
    private final Rendezvous mates;
    private final Rendezvous others;
    private int level = -1;
    private BitSet owned = new BitSet();
    private BitSet firstHand = new BitSet();

    /** @param slots numbers in the cell, 0 where owners go by their names; see {@link Swarm#lot} */
    Roles(String self, List<String> owners, int slots, String cell, List<String> cells, int pieces) {
        this.self = self;
        this.owners = owners;
        this.slots = slots;
        this.cell = cell;
        this.cells = cells;
        this.pieces = pieces;
        this.mates = new Rendezvous(owners, self, new Deal(slots));
        this.others = new Rendezvous(cells, cell, new Deal(0));
    }

    boolean sameAs(String self, List<String> owners, int slots, String cell, List<String> cells) {
        return this.self.equals(self)
                && this.slots == slots
                && this.cell.equals(cell)
                && this.owners.equals(owners)
                && this.cells.equals(cells);
    }

    /** Pieces that this node may fetch from peers outside its cell. */
    BitSet owned(int lateness) {
        rankAt(lateness);
        return owned;
    }

    /** Pieces that this node may fetch from the origin. */
    BitSet firstHand(int lateness) {
        rankAt(lateness);
        return firstHand;
    }

    private void rankAt(int lateness) {
        int wanted = Math.min(lateness, owners.size() + cells.size() + 1);
        if (wanted == level) {
            return;
        }
        level = wanted;
        owned = new BitSet(pieces);
        firstHand = new BitSet(pieces);
        // Who may serve nobody owns nothing, and steps in after everybody else has had a step.
        int handicap = owners.contains(self) ? 0 : 1;
        for (int piece = 0; piece < pieces; piece++) {
            int rank = mates.rank(piece) + handicap;
            if (rank <= level) {
                owned.set(piece);
                if (rank + others.rank(piece) <= level) {
                    firstHand.set(piece);
                }
            }
        }
    }
}
