package org.peerboot.plan;

import java.util.Map;

/**
 * What a reboot plan is decided on.
 *
 * @param nodes every node of the plan
 * @param otherSeeds by leaf switch: nodes outside the plan that are up and hold the image whole
 * @param snapshotMillis the time of the workload manager's word, since the epoch
 * @param nowMillis since the epoch
 */
public record RebootView(
        Map<String, RebootSight> nodes, Map<String, Integer> otherSeeds, long snapshotMillis, long nowMillis) {}
