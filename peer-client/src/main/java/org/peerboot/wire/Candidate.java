package org.peerboot.wire;

import java.util.Map;

/**
 * A node that policy allows as a source of one image to one destination.
 *
 * @param node its name in the workload manager
 * @param address where its bulk port is, an IP address
 * @param cell the leaf switch, or the part of a large leaf or flat network, that it belongs to
 * @param origin whether it is the file server's own peer
 * @param capability what the destination shows this source; see {@code Capability}
 * @param attributes by name, such as {@code job.running}, {@code topology.hops}
 */
public record Candidate(
        String node,
        String address,
        int port,
        String cell,
        boolean origin,
        String capability,
        Map<String, AttributeValue> attributes) {

    public Candidate withAttributes(Map<String, AttributeValue> others) {
        return new Candidate(node, address, port, cell, origin, capability, others);
    }
}
