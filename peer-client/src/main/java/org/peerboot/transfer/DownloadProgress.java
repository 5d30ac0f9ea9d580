package org.peerboot.transfer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.SegmentRestart;

/**
 * How far a download has come.
 *
 * @param received payload bytes that arrived
 * @param twice of those, bytes that had to be thrown away although they were right
 * @param restarts segments that changed their source since the last time this was asked
 */
public record DownloadProgress(
        int pieces,
        int of,
        long received,
        long twice,
        Map<String, Long> bytesBySource,
        List<String> blamed,
        @Nullable String failure,
        List<SegmentRestart> restarts) {

    public boolean complete() {
        return pieces == of;
    }
}
