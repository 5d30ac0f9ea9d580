package org.peerboot.simulate;

import java.util.function.Supplier;
import org.peerboot.image.PieceLayout;
import org.peerboot.transfer.Election;
import org.peerboot.transfer.ServingRules;

/**
 * What all peers of a run have in common.
 *
 * @param layout of the image
 * @param latency nanoseconds from one peer to another, less than {@link Ear#LEAST_RETRY}
 * @param memory bytes for pieces on their way, of each peer
 * @param election makes what elects the owners of pieces, for each download
 */
record Settings(
        PieceLayout layout,
        long latency,
        long memory,
        Conduct conduct,
        ServingRules rules,
        Supplier<Election> election) {}
