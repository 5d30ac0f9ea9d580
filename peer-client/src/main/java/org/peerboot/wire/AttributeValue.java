package org.peerboot.wire;

/**
 * One measured resource attribute as it travels in an update.
 *
 * @param value in {@code unit}; a truth is 1 or 0
 * @param unit such as {@code hops}, {@code ratio}, {@code bool}
 * @param ageMillis how old the measurement was when the update was made
 * @param source who measured it, such as {@code file:cluster.yaml}
 */
public record AttributeValue(double value, String unit, long ageMillis, String source) {}
