package org.peerboot.simulate;

import org.peerboot.image.PieceLayout;

/**
 * What is to be predicted.
 *
 * @param bytes of the image
 * @param rate bytes a second of each node's link, either way
 * @param uplink the same of each switch's links to its parent together; 0 for what the cluster says
 * @param origin the same of the origin's link
 * @param latencyNanos from one node to another
 * @param memory bytes for pieces on their way, of each peer
 */
record Plan(long bytes, double rate, double uplink, double origin, long latencyNanos, long memory, long seed) {
    PieceLayout layout() {
        return PieceLayout.of(bytes);
    }

    int pieces() {
        return layout().count();
    }

    /** What one copy takes over the slower of a node's and the origin's link: no way of copying is faster. */
    double limitSeconds() {
        return bytes / Math.min(rate, origin);
    }
}
