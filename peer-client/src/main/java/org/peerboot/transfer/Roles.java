package org.peerboot.transfer;

import java.util.BitSet;
import java.util.List;

/**
 * Which pieces this node fetches from outside its cell. Each piece has one owner among the cell's members, and one cell
 * whose owner asks the origin for it; so it crosses each link once. When the cell has come to a halt, those who rank
 * next step in, one rank for each level of lateness.
 */
final class Roles {
    static final Roles NONE = new Roles("", List.of(), "", List.of(), 0);

    private final String self;
    private final List<String> owners;
    private final String cell;
    private final List<String> cells;
    private final int pieces;
    private int level = -1;
    private BitSet owned = new BitSet();
    private BitSet firstHand = new BitSet();

    Roles(String self, List<String> owners, String cell, List<String> cells, int pieces) {
        this.self = self;
        this.owners = owners;
        this.cell = cell;
        this.cells = cells;
        this.pieces = pieces;
    }

    boolean sameAs(String self, List<String> owners, String cell, List<String> cells) {
        return this.self.equals(self)
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
            int rank = Rendezvous.rank(owners, self, piece) + handicap;
            if (rank <= level) {
                owned.set(piece);
                if (rank + Rendezvous.rank(cells, cell, piece) <= level) {
                    firstHand.set(piece);
                }
            }
        }
    }
}
