package org.peerboot.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node that policy allows as a source of one image to one destination.
 *
 * @param node its name in the workload manager
 * @param address where its bulk port is, an IP address
 * @param cell the leaf switch, or the part of a large leaf or flat network, that it belongs to
 * @param slot its number in its cell, the same for everybody, from 1 on; absent of the origin and of trackers that give
 *     none
 * @param origin whether it is the file server's own peer
 * @param capability what the destination shows this source; see {@code Capability}
 * @param attributes by name, such as {@code job.running}, {@code topology.hops}
 */
public record Candidate(
        String node,
        String address,
        int port,
        String cell,
        @Nullable Integer slot,
        boolean origin,
        String capability,
        Map<String, AttributeValue> attributes) {

    /** Without a slot. */
    public Candidate(
            String node,
            String address,
            int port,
            String cell,
            boolean origin,
            String capability,
            Map<String, AttributeValue> attributes) {
        this(node, address, port, cell, null, origin, capability, attributes);
    }

    public Candidate withAttributes(Map<String, AttributeValue> others) {
        return new Candidate(node, address, port, cell, slot, origin, capability, others);
    }
}
