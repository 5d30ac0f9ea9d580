package org.peerboot.tracker;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.plan.ClusterView;
import org.peerboot.plan.Planner;
import org.peerboot.tracker.catalogue.Contents;
import org.peerboot.tracker.metrics.Histogram;
import org.peerboot.wire.Limits;
import org.peerboot.wire.TrackerUpdate;

/**
 * Sends updates: on change only, to those alone whom the planner calls affected, and only what says something new. The
 * first change goes at once; those that come within the next {@link #PAUSE} go together.
 */
final class Updates {
    static final Duration PAUSE = Duration.ofMillis(100);

    /** Where the origin's limits go. */
    @FunctionalInterface
    interface OriginLimits {
        void set(Limits limits, long epoch);
    }

    private final State state;
    private final Loop loop;
    private final Clock clock;
    private final Leave leave;
    private final OriginLimits originLimits;
    private final long longestRest;
    private final Map<String, TrackerUpdate> sent = new HashMap<>();
    private final Set<String> due = new HashSet<>();
    private @Nullable ClusterView last;
    private @Nullable Planner lastPlanner;
    private long lastStep;
    private long epoch;
    private long notBefore;
    private boolean scheduled;
    private long changedAt;
    private long count;
    private final Histogram latency = new Histogram(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5);

    /**
     * @param firstEpoch larger than any that an earlier run of this tracker gave
     * @param settle before the first: after a restart peers first say what they hold, else all would be sent to the
     *     origin
     */
    Updates(
            State state,
            Loop loop,
            Clock clock,
            Leave leave,
            OriginLimits originLimits,
            long firstEpoch,
            Duration settle) {
        this.state = state;
        this.loop = loop;
        this.clock = clock;
        this.leave = leave;
        this.originLimits = originLimits;
        this.epoch = firstEpoch;
        this.longestRest = Math.max(settle.toMillis(), PAUSE.toMillis());
        this.notBefore = clock.millis() + settle.toMillis();
    }

    /** Something changed that a plan may depend on. */
    void changed() {
        if (!scheduled) {
            scheduled = true;
            changedAt = clock.millis();
            loop.later(rest(), this::flush);
        }
    }

    private Duration rest() {
        long rest = notBefore - clock.millis();
        // Of a clock that was set back an hour it would be an hour.
        return rest > 0 && rest <= longestRest ? Duration.ofMillis(rest) : Duration.ZERO;
    }

    /** {@code node} is owed an update whatever the planner says, such as after its peer's hello. */
    void owe(String node) {
        sent.remove(node);
        due.add(node);
        changed();
    }

    /** What rests and what shall be booted is of one node and one image, which the planner need not know. */
    void catalogueChanged(Contents before, Contents after) {
        Set<String> nodes = new HashSet<>();
        Set<Digest> images = new HashSet<>(before.assigned().keySet());
        images.addAll(after.assigned().keySet());
        images.forEach(image -> {
            Set<String> was = before.assigned(image).paused();
            Set<String> is = after.assigned(image).paused();
            after.assigned(image).turns().forEach((node, turn) -> {
                if (!turn.equals(before.assigned(image).turns().get(node))) {
                    nodes.add(node);
                }
            });
            was.stream().filter(node -> !is.contains(node)).forEach(nodes::add);
            is.stream().filter(node -> !was.contains(node)).forEach(nodes::add);
        });
        due.addAll(nodes);
        changed();
    }

    void forget(String node) {
        sent.remove(node);
    }

    @Nullable
    TrackerUpdate sentTo(String node) {
        return sent.get(node);
    }

    /** Updates that said something new, the origin's own included. */
    long count() {
        return count;
    }

    /** Seconds from a change to the last update that it caused; of changes that cause none, nothing. */
    Histogram latency() {
        return latency;
    }

    private void flush() {
        scheduled = false;
        long now = clock.millis();
        notBefore = now + PAUSE.toMillis();
        ClusterView view = state.view(leave.at(now), now);
        Set<String> affected = affected(view, now);
        affected.addAll(due);
        due.clear();
        last = view;
        lastPlanner = state.planner;
        lastStep = Leave.step(now);
        long before = count;
        for (String node : affected) {
            send(view, node);
        }
        if (count > before) {
            latency.observe(Math.max(0, clock.millis() - changedAt) / 1000.0);
        }
    }

    private Set<String> affected(ClusterView view, long now) {
        ClusterView before = last;
        boolean all = before == null || lastPlanner != state.planner || lastStep != Leave.step(now);
        return new HashSet<>(all || before == null ? view.peers().keySet() : state.planner.affected(before, view));
    }

    private void send(ClusterView view, String node) {
        Peer peer = state.peers.get(node);
        Session session = peer == null ? null : peer.session;
        boolean origin = node.equals(state.originNode);
        if (session == null && !origin) {
            return;
        }
        TrackerUpdate update = Boots.in(
                Pauses.in(state.planner.update(view, node, epoch + 1), node, state.contents), node, state.contents);
        TrackerUpdate before = sent.get(node);
        if (before != null && Planner.sameBut(before, update)) {
            return;
        }
        epoch++;
        count++;
        sent.put(node, update);
        if (origin) {
            originLimits.set(update.limits(), update.epoch());
        } else if (session != null) {
            session.update(update);
        }
    }
}
