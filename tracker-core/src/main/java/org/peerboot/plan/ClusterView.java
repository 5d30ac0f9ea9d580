package org.peerboot.plan;

import java.util.Map;
import org.peerboot.attributes.Loads;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.image.Digest;

/**
 * All that a plan is made from. Immutable: the planner keeps what it worked out for the last views by their identity,
 * and it is fastest when maps that did not change are the same objects as in the view before.
 *
 * @param images the catalogue
 * @param peers by node name; the origin's is under {@code originNode}
 * @param originNode the name of the origin's peer, which need not be a node of the snapshot
 * @param loads as far as they are known
 * @param nowMillis for the ages of attributes, milliseconds since the epoch
 */
public record ClusterView(
        ClusterSnapshot snapshot,
        Map<Digest, ImageState> images,
        Map<String, PeerState> peers,
        String originNode,
        Loads loads,
        Capabilities capabilities,
        long nowMillis) {
    public static final String ORIGIN = "origin";
}
