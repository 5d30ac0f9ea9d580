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
 * @param impossible whether far more was counted than a link of that rate carries: one of both is wrong
 */
public record NetworkUtilization(double share, String link, boolean impossible) {
    /** Times its rate: what is read a little late and a little early is not meant. */
    public static final double MOST = 2;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:/@-]{1,40}");

    /** Nothing where no link of known rate carries peers' traffic. What a peer says is bounded here. */
    public static @Nullable NetworkUtilization of(NetworkSample sample) {
        NetworkUtilization busiest = null;
        for (NetworkLoad load : sample.networks()) {
            if (load.peers()
                    && load.bitsPerSecond() > 0
                    && NAME.matcher(load.name()).matches()) {
                double most = Math.max(load.receivedBytesPerSecond(), load.sentBytesPerSecond());
                double counted = most * 8 / load.bitsPerSecond();
                double share = Math.max(0, Math.min(1, counted));
                if (busiest == null || share > busiest.share || (counted > MOST && !busiest.impossible)) {
                    busiest = new NetworkUtilization(share, load.name(), counted > MOST);
                }
            }
        }
        return busiest;
    }
}
