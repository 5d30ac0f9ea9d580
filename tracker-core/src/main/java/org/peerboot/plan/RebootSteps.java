package org.peerboot.plan;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.wire.RebootPlan;
import org.peerboot.wire.RebootPlan.Phase;
import org.peerboot.wire.RebootPlan.Step;

/** How one node gets on from one look to the next. */
final class RebootSteps {
    private final Digest image;
    private final long begun;
    private final RebootView view;
    private final long patienceMillis;

    RebootSteps(RebootPlan plan, RebootView view, long patienceMillis) {
        this.image = plan.digest();
        this.begun = plan.begun();
        this.view = view;
        this.patienceMillis = patienceMillis;
    }

    Step next(Step step) {
        RebootSight sight = view.nodes().get(step.node());
        if (sight == null || step.phase().settled()) {
            return step;
        }
        if (sight.up() && image.equals(sight.booted())) {
            return to(step, Phase.DONE, null);
        }
        return step.phase().away() ? away(step, sight) : before(step, sight);
    }

    /**
     * Not told yet. An order that waits for a job is as good as ours, unless the snapshot is older than the plan: its node
     * may have come back since. A reboot under way is another's, often the end of the one before: its node is told after.
     */
    private Step before(Step step, RebootSight sight) {
        if (sight.order() == RebootSight.Order.REQUESTED && view.snapshotMillis() > begun) {
            return away(to(step, Phase.ISSUED, null), sight);
        }
        if (sight.order() == RebootSight.Order.UNDER_WAY) {
            return fetching(step, "is being rebooted already");
        }
        if (sight.seed()) {
            return to(step, Phase.READY, null);
        }
        return fetching(step, sight.up() ? sight.trouble() : "its peer is down");
    }

    private Step fetching(Step step, @Nullable String reason) {
        Step waiting = to(step, Phase.FETCHING, reason);
        return reason != null && overdue(waiting) ? to(step, Phase.SKIPPED, reason) : waiting;
    }

    private Step away(Step step, RebootSight sight) {
        boolean fresh = view.snapshotMillis() > step.since();
        if (fresh && sight.down() && sight.order() == RebootSight.Order.NONE) {
            return to(step, Phase.FAILED, "the workload manager has marked it down");
        }
        boolean orderOver = sight.order() == RebootSight.Order.NONE && view.snapshotMillis() > sight.helloMillis();
        if (fresh && orderOver && sight.up() && sight.helloMillis() > step.since()) {
            return to(step, Phase.FAILED, other(sight));
        }
        if (waitsForJob(sight)) {
            return to(step, Phase.ISSUED, "waits for its job to end");
        }
        boolean gone = !sight.up() || sight.order() == RebootSight.Order.UNDER_WAY;
        if (gone && step.phase() == Phase.ISSUED) {
            return to(step, Phase.BOOTING, null);
        }
        if (overdue(step)) {
            return to(
                    step,
                    Phase.FAILED,
                    (step.phase() == Phase.BOOTING ? "did not come back" : "was not rebooted") + " within "
                            + patienceMillis / 1000 + " s");
        }
        return to(step, step.phase(), null);
    }

    static boolean waitsForJob(RebootSight sight) {
        return sight.order() == RebootSight.Order.REQUESTED && sight.job();
    }

    private boolean overdue(Step step) {
        return view.nowMillis() - step.since() > patienceMillis;
    }

    private static String other(RebootSight sight) {
        Digest booted = sight.booted();
        String what = booted == null ? "came back without an image of ours" : "booted " + booted.brief() + " instead";
        return sight.bootNote() == null ? what : what + ": " + sight.bootNote();
    }

    /** The step itself where nothing changes; another wording of the same reason does not begin its time anew. */
    private Step to(Step step, Phase phase, @Nullable String reason) {
        if (step.phase() == phase && Objects.equals(step.reason(), reason)) {
            return step;
        }
        boolean same = step.phase() == phase && (step.reason() == null) == (reason == null);
        return new Step(step.node(), phase, same ? step.since() : view.nowMillis(), reason);
    }
}
