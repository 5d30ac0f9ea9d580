package org.peerboot.transfer;

/**
 * Deals pieces to the slots of a cell, one to each in every round, in an order drawn for the round. Hashes alone give one
 * node a fifth more pieces than another, and its link, on which it sends each to all of its mates, holds everybody up:
 * sixteen simulated nodes took 1.13 times the limit, and 1.09 with pieces that were dealt.
 */
final class Deal {
    private final long[] lots;
    private final int[] order;
    private int round = -1;

    /** @param slots 0 for nobody to deal to */
    Deal(int slots) {
        lots = new long[slots];
        order = new int[slots];
        for (int slot = 0; slot < slots; slot++) {
            lots[slot] = Rendezvous.hash(lot(slot + 1));
        }
    }

    /** What the node with this number goes by. */
    static String lot(int slot) {
        return "#" + slot;
    }

    boolean isOff() {
        return order.length == 0;
    }

    /** The hash of the lot that {@code piece} falls to. */
    long lotOf(int piece) {
        int next = piece / order.length;
        if (next != round) {
            round = next;
            draw();
        }
        return lots[order[piece % order.length]];
    }

    /** Fisher and Yates. */
    private void draw() {
        for (int i = 0; i < order.length; i++) {
            int at = (int) Long.remainderUnsigned(Rendezvous.mix(((long) round << 16) + i + 1), i + 1L);
            order[i] = order[at];
            order[at] = i;
        }
    }
}
