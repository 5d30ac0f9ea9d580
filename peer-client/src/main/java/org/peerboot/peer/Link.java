package org.peerboot.peer;

/**
 * One of a node's links as its counters stood.
 *
 * @param name the interface, or adapter and port
 * @param bitsPerSecond each way; 0 where not known
 * @param peers whether peers' traffic takes it
 * @param countsPeers whether its counters have that traffic in them; those of RoCE have RDMA alone
 * @param received bytes ever
 * @param sent bytes ever
 * @param wrapsAt where counters of 32 bits begin anew, in bytes
 */
public record Link(
        String name, long bitsPerSecond, boolean peers, boolean countsPeers, long received, long sent, long wrapsAt) {}
