package org.peerboot.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;

/**
 * One image on one node.
 *
 * @param state what the node is doing about it
 * @param pieces how many it holds verified, of {@code of}
 * @param received payload bytes that came in for it since the daemon started
 * @param twice of those, bytes that it already had
 * @param bytesBySource payload bytes by the node they came from
 * @param blamed nodes that were proven to have sent wrong bytes
 * @param failure why it does not progress: the thing, the reason, the remedy; absent while all is well
 */
public record ImageProgress(
        Digest digest,
        State state,
        int pieces,
        int of,
        long received,
        long twice,
        Map<String, Long> bytesBySource,
        List<String> blamed,
        @Nullable String failure) {

    public enum State {
        WAITING,
        FETCHING,
        PAUSED,
        COMPLETE,
        FAILED
    }
}
