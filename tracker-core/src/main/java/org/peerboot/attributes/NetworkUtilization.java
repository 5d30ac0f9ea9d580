package org.peerboot.attributes;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.NetworkLoad;
import org.peerboot.wire.NetworkSample;

/**
 * How busy others keep a node's link to the network that peers use: the busier way of the busiest such link.
 *
 * @param share of the link, from 0 to 1
 * @param link the interface or port
 */
public record NetworkUtilization(double share, String link) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/@-]{1,40}");

    /** Nothing where no link of known rate carries peers' traffic. What a peer says is bounded here. */
    public static @Nullable NetworkUtilization of(NetworkSample sample) {
        NetworkUtilization busiest = null;
        for (NetworkLoad load : sample.networks()) {
            if (load.peers()
                    && load.bitsPerSecond() > 0
                    && NAME.matcher(load.name()).matches()) {
                double most = Math.max(load.receivedBytesPerSecond(), load.sentBytesPerSecond());
                double share = Math.max(0, Math.min(1, most * 8 / load.bitsPerSecond()));
                if (busiest == null || share > busiest.share) {
                    busiest = new NetworkUtilization(share, load.name());
                }
            }
        }
        return busiest;
    }
}
