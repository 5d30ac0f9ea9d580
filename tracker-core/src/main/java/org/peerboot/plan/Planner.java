package org.peerboot.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.JobStatus;
import org.peerboot.policy.Policy;
import org.peerboot.wire.AttributeTable;
import org.peerboot.wire.Explanation;
import org.peerboot.wire.TrackerUpdate;

/**
 * Makes tracker updates out of a view of the cluster: who is told of which sources, in what order, under which limits.
 *
 * <p>A function of the policy and the view. What it worked out for the last two views is kept, so that the updates of
 * ten thousand nodes from one view share their parts; that memory changes no answer. A changed policy is a new planner.
 */
@SuppressWarnings(
        "ReferenceEquality") // views are known again by identity: comparing them would cost more than planning
public final class Planner {
    private final Policy policy;
    private final long staleAfterMillis;
    private final Map<String, Standing> known = new HashMap<>();
    private @Nullable Scene last;
    private @Nullable Scene lastButOne;

    public Planner(Policy policy) {
        this(policy, JobStatus.STALE_AFTER_MILLIS);
    }

    /** @param staleAfterMillis age from which a snapshot tells nothing about jobs any more, so that every node is busy */
    public Planner(Policy policy, long staleAfterMillis) {
        this.policy = policy;
        this.staleAfterMillis = staleAfterMillis;
    }

    public Policy policy() {
        return policy;
    }

    /**
     * What {@code node} (or the origin) needs to know. The same view gives an equal update but for the epoch. A node
     * that the snapshot does not name is told its limits and no image.
     */
    public synchronized TrackerUpdate update(ClusterView view, String node, long epoch) {
        return new Updates(scene(view)).update(node, epoch);
    }

    /**
     * Nodes, and the origin, whose update may differ between two views: for every other node both views give equal
     * updates but for epochs and ages. Capabilities are taken to be the same.
     */
    public synchronized Set<String> affected(ClusterView before, ClusterView after) {
        if (before == after) {
            return Set.of();
        }
        Scene old = scene(before);
        return new Difference(old, scene(after)).affected();
    }

    /**
     * Why {@code source} may or may not send to {@code destination}.
     *
     * @param image a name or digest of the catalogue; without one, rules that speak of an image are not asked
     * @param secondsNeeded by the destination's transfer of it until it is whole; infinite where nobody can tell
     * @throws org.peerboot.image.RefusedException if a node or the image is not known
     */
    public synchronized Explanation explain(
            ClusterView view, String source, String destination, @Nullable String image, double secondsNeeded) {
        return new Explainer(scene(view), source, destination).explain(image, secondsNeeded);
    }

    /** The attributes of nodes, the origin among them if it is named, and of switches; where each stands to the policy. */
    public synchronized List<AttributeTable.Row> attributes(
            ClusterView view, Collection<String> nodes, Collection<String> switches) {
        AttributeRows rows = new AttributeRows(scene(view));
        List<AttributeTable.Row> all = new ArrayList<>(rows.ofNodes(nodes));
        all.addAll(rows.ofSwitches(switches));
        return all;
    }

    /** Whether two updates say the same but for their epochs and the ages of attributes. */
    public static boolean sameBut(TrackerUpdate a, TrackerUpdate b) {
        return Ageless.of(a).equals(Ageless.of(b));
    }

    private Scene scene(ClusterView view) {
        if (last != null && last.view == view) {
            return last;
        }
        if (lastButOne != null && lastButOne.view == view) {
            return lastButOne;
        }
        if (known.size() > 2 * view.snapshot().nodes().size() + 1000) {
            known.clear(); // mostly nodes that are gone
        }
        Scene scene = new Scene(view, policy, staleAfterMillis, known, last);
        lastButOne = last;
        last = scene;
        return scene;
    }
}
