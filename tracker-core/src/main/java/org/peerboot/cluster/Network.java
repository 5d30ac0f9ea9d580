package org.peerboot.cluster;

/**
 * One of the networks that nodes have an address on, such as management or high-speed.
 *
 * @param addresses an address pattern such as {@code 10.1.0.0/16}; empty where not given
 * @param bitsPerSecond of a node's link to it; 0 where not known
 */
public record Network(String name, String addresses, long bitsPerSecond) {}
