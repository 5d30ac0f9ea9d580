package org.peerboot.simulate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a prediction found.
 *
 * @param nodes that shall hold the image
 * @param seconds after which each node held it whole, in order; fewer than {@code nodes} where some never did
 * @param originBytes payload that the origin sent
 * @param uplinks payload over each switch's links to its parent, by switch
 */
record Forecast(int nodes, List<Double> seconds, long originBytes, Map<String, Uplink> uplinks) {

    record Uplink(long upBytes, long downBytes) {}

    boolean complete() {
        return seconds.size() == nodes;
    }

    /** After which so many in a hundred of the nodes held the image; nothing where so many never did. */
    @Nullable
    Double percentile(double percent) {
        int rank = Math.max(1, (int) Math.ceil(nodes * percent / 100));
        return rank > seconds.size() ? null : seconds.get(rank - 1);
    }
}
