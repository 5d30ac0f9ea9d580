package org.peerboot.attributes;

/**
 * What crossed a switch's links to the switch above it, Peerboot's own bytes too, as the switch itself counted it.
 *
 * @param name the switch's
 * @param up bytes a second towards the switch above
 * @param down bytes a second from there
 * @param bitsPerSecond of the links together, each way; 0 where not known
 * @param millis over which that was counted, until now
 * @param source who counted
 */
public record CountedUplink(String name, double up, double down, long bitsPerSecond, long millis, String source) {}
