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
 * @param staging jobs whose tasks have not begun here, for they wait for images that are not here yet; at most
 *     {@link #MOST_STAGING}
 * @param network what others move over this node's links; absent where it was not measured yet
 */
public record PeerReport(
        long epoch,
        List<ImageProgress> images,
        List<SegmentRestart> restarts,
        long uploadBytes,
        int uploads,
        List<String> staging,
        @Nullable NetworkSample network)
        implements PeerMessage {
    public static final int MOST_STAGING = 64;

    public PeerReport {
        staging = staging == null ? List.of() : staging;
    }
}
