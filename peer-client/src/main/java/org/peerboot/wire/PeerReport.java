package org.peerboot.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a peer holds and measured; once a second at most, and at once when an image is complete or fails.
 *
 * @param epoch of the update it acts on
 * @param images every image in its update or cache
 * @param restarts segments that changed their source since the last report, at most 256
 * @param uploadBytes payload bytes served since the daemon started
 * @param uploads streams being served now
 * @param network what others move over this node's links; absent where it was not measured yet
 */
public record PeerReport(
        long epoch,
        List<ImageProgress> images,
        List<SegmentRestart> restarts,
        long uploadBytes,
        int uploads,
        @Nullable NetworkSample network)
        implements PeerMessage {}
