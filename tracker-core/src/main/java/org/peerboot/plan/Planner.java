package org.peerboot.plan;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.policy.Policy;
import org.peerboot.wire.Explanation;
import org.peerboot.wire.Limits;
import org.peerboot.wire.Protocol;
import org.peerboot.wire.TrackerUpdate;

/** Makes tracker updates out of a view of the cluster. */
public final class Planner {
    private final Policy policy;

    public Planner(Policy policy) {
        this.policy = policy;
    }

    public Policy policy() {
        return policy;
    }

    /** What {@code node} (or the origin) needs to know. The same view gives an equal update but for the epoch. */
    public TrackerUpdate update(ClusterView view, String node, long epoch) {
        return new TrackerUpdate(Protocol.VERSION, epoch, Limits.NONE, Limits.NONE, List.of(), List.of());
    }

    /** Nodes, and the origin, whose update may differ between two views under one planner. */
    public Set<String> affected(ClusterView before, ClusterView after) {
        return after.peers().keySet();
    }

    /** Why {@code source} may or may not send to {@code destination}; with an image, of that image. */
    public Explanation explain(ClusterView view, String source, String destination, @Nullable String image) {
        return new Explanation(
                source, destination, policy.file() + ": no rule speaks", true, 1, Limits.NONE, List.of(), List.of());
    }

    /** Whether two updates say the same but for their epochs and the ages of attributes. */
    public static boolean sameBut(TrackerUpdate a, TrackerUpdate b) {
        return a.images().equals(b.images());
    }
}
