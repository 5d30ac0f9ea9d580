package org.peerboot.transfer;

/**
 * How long a cell has been at a halt, in steps: at each step the next in rank may fetch what others own. A cell halts
 * when nothing moves in it; a node halts when nothing comes to it, and waits longer, since the others are at work.
 */
final class Lateness {
    private static final long CELL_STEP = 2_000_000_000L;
    private static final long NODE_STEP = 6_000_000_000L;

    private long cellMoved;
    private long nodeMoved;

    Lateness(long now) {
        cellMoved = now;
        nodeMoved = now;
    }

    void cellMoves(long now) {
        cellMoved = now;
    }

    void nodeMoves(long now) {
        cellMoved = now;
        nodeMoved = now;
    }

    /** Since when nothing has come to this node. */
    long haltSeconds(long now) {
        return (now - nodeMoved) / 1_000_000_000L;
    }

    int level(long now) {
        return (int) Math.max((now - cellMoved) / CELL_STEP, (now - nodeMoved) / NODE_STEP);
    }
}
