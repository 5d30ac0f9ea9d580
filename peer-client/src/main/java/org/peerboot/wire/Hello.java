package org.peerboot.wire;

import java.util.List;
import org.peerboot.image.Digest;

/**
 * A peer's first message.
 *
 * @param protocol {@link Protocol#VERSION} of the peer
 * @param version the peer's release
 * @param node its name in the workload manager
 * @param bulkPort where it serves
 * @param held images that stand whole and verified in its cache
 */
public record Hello(int protocol, String version, String node, int bulkPort, List<Digest> held)
        implements PeerMessage {}
