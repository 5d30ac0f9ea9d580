package org.peerboot.policy;

import java.util.Set;

/**
 * What one rule said when asked about a source and a destination.
 *
 * @param place file and line, such as {@code policy.yaml:12}
 * @param words what it did, or why it did nothing
 * @param attributes those that its condition or its effect looked at, by name; the origin's begin with {@code origin.}
 * @param stops whether it lets the source send nothing
 * @param denies whether it takes the source away
 * @param factor of the source's weight; 1 where the rule does not weigh
 */
public record Finding(
        String rule,
        String place,
        boolean matched,
        String words,
        Set<String> attributes,
        boolean stops,
        boolean denies,
        double factor) {}
