package org.peerboot.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;

/**
 * A peer's first message.
 *
 * @param protocol {@link Protocol#VERSION} of the peer
 * @param version the peer's release
 * @param node its name in the workload manager
 * @param bulkPort where it serves
 * @param held images that stand whole and verified in its cache
 * @param booted the image that this node runs, by the kernel's command line; absent where that names none
 * @param bootNote why the node booted something else than what was assigned to it; absent where it did not, or where
 *     nobody knows
 */
public record Hello(
        int protocol,
        String version,
        String node,
        int bulkPort,
        List<Digest> held,
        @Nullable Digest booted,
        @Nullable String bootNote)
        implements PeerMessage {}
