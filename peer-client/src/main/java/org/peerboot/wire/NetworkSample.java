package org.peerboot.wire;

import java.util.List;
import java.util.Objects;

/**
 * One look at a node's links.
 *
 * @param number grows with each look: a report may tell an old one again
 * @param networks {@link #MOST} at most; a sender's further ones are dropped
 */
public record NetworkSample(long number, List<NetworkLoad> networks) {
    /** Nodes have a few cards; hundreds of interfaces are containers' and virtual machines'. */
    public static final int MOST = 32;

    public NetworkSample {
        networks = networks == null
                ? List.of()
                : networks.stream().filter(Objects::nonNull).limit(MOST).toList();
    }
}
