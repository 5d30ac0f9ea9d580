package org.peerboot.wire;

import java.util.List;

/**
 * What a peer holds and measured; once a second at most, and at once when an image is complete or fails.
 *
 * @param epoch of the update it acts on
 * @param images every image in its update or cache
 * @param restarts segments that changed their source since the last report, at most 256
 * @param uploadBytes payload bytes served since the daemon started
 * @param uploads streams being served now
 */
public record PeerReport(
        long epoch, List<ImageProgress> images, List<SegmentRestart> restarts, long uploadBytes, int uploads)
        implements PeerMessage {}
