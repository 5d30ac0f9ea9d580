package org.peerboot.cluster;

import java.util.List;

/**
 * Nodes that are kept for somebody or something for a while.
 *
 * @param nodes names; empty where it reserves something else, such as licences
 * @param startMillis since the epoch
 * @param endMillis since the epoch
 * @param maintenance whether it is for work on the nodes
 */
public record Reservation(String name, List<String> nodes, long startMillis, long endMillis, boolean maintenance) {}
