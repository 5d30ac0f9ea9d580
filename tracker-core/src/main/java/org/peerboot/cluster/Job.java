package org.peerboot.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One job that has, or waits for, nodes.
 *
 * @param id as the workload manager writes it, such as {@code 8812} or {@code 8812[3].server}
 * @param nodes names; empty while it waits
 * @param exclusive whether it shares no node with another job
 * @param startMillis since the epoch; absent where not known
 * @param expectedEndMillis by its time limit, since the epoch; absent where not known
 */
public record Job(
        String id,
        String user,
        List<String> nodes,
        JobState state,
        String partition,
        boolean exclusive,
        @Nullable Long startMillis,
        @Nullable Long expectedEndMillis) {}
