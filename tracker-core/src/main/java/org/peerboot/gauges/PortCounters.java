package org.peerboot.gauges;

/**
 * One of a switch's interfaces as its counters stood: unsigned, of 64 bits.
 *
 * @param in bytes ever
 * @param out bytes ever
 * @param bitsPerSecond each way; 0 where not known
 */
record PortCounters(String name, long in, long out, long bitsPerSecond) {}
