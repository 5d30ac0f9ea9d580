package org.peerboot.attributes;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.Switch;
import org.peerboot.wire.NetworkLoad;
import org.peerboot.wire.NetworkSample;

/**
 * What others than Peerboot may move over a switch's uplink, as the sum of what the nodes below it move: no less than
 * what crosses the uplink, and more where nodes of one leaf switch talk to each other.
 *
 * @param up bytes a second towards the switch above
 * @param down bytes a second from there
 */
public record UplinkBytes(double up, double down) {
    /** A longer way up is a circle in the workload manager's answer. */
    private static final int MAX_LEVELS = 16;

    /** @param samples by node, those that are known now; by switch, for each with such a node below it */
    public static Map<String, UplinkBytes> sum(ClusterSnapshot snapshot, Map<String, NetworkSample> samples) {
        Map<String, UplinkBytes> sums = new HashMap<>();
        samples.forEach((name, sample) -> {
            Node node = snapshot.node(name);
            UplinkBytes own = of(sample);
            String at = node == null ? null : node.leaf();
            for (int level = 0; at != null && level < MAX_LEVELS; level++) {
                sums.merge(at, own, UplinkBytes::plus);
                at = parent(snapshot, at);
            }
        });
        return sums;
    }

    private static @Nullable String parent(ClusterSnapshot snapshot, String name) {
        Switch at = snapshot.switches().get(name);
        return at == null ? null : at.parent();
    }

    private static UplinkBytes of(NetworkSample sample) {
        double up = 0;
        double down = 0;
        for (NetworkLoad load : sample.networks()) {
            if (load.peers()) {
                double most = load.bitsPerSecond() > 0 ? load.bitsPerSecond() / 8.0 : Double.MAX_VALUE;
                up = Math.max(up, Math.max(0, Math.min(most, (double) load.sentBytesPerSecond())));
                down = Math.max(down, Math.max(0, Math.min(most, (double) load.receivedBytesPerSecond())));
            }
        }
        return new UplinkBytes(up, down);
    }

    private UplinkBytes plus(UplinkBytes other) {
        return new UplinkBytes(up + other.up, down + other.down);
    }
}
