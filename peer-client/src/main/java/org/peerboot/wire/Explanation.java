package org.peerboot.wire;

import java.util.List;

/**
 * Why one node may or may not send to another.
 *
 * @param verdict one sentence
 * @param weight by which the destination prefers this source; 0 means that it leaves it alone
 * @param steps the policy rules in the order in which they were asked
 * @param attributes the values they saw, each {@code name = value unit (age, source)}
 */
public record Explanation(
        String source,
        String destination,
        String verdict,
        boolean candidate,
        double weight,
        Limits sourceLimits,
        List<Step> steps,
        List<String> attributes) {

    /**
     * One rule.
     *
     * @param place file and line
     * @param matched whether its condition held
     * @param effect what it did, in words
     */
    public record Step(String rule, String place, boolean matched, String effect) {}
}
