package org.peerboot.tracker;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.peerboot.tracker.catalogue.Catalogue;
import org.peerboot.tracker.http.StatusException;
import org.peerboot.wire.Json;
import org.peerboot.wire.RebootPlan;
import org.peerboot.wire.RebootPlan.State;
import org.peerboot.wire.RebootPlan.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reboot plans that run, and the last ones that ran: on the disk before anybody sees them. */
final class RebootPlans {
    private static final Logger LOG = LoggerFactory.getLogger(RebootPlans.class);
    /** Plans that are over and still shown. */
    private static final int KEPT = 20;

    private final Catalogue catalogue;
    private final NavigableMap<Long, RebootPlan> plans = new TreeMap<>();

    RebootPlans(Catalogue catalogue) {
        this.catalogue = catalogue;
        catalogue.reboots().forEach((number, text) -> {
            RebootPlan plan = Json.read(text, RebootPlan.class, "the database");
            plans.put(number, plan);
            if (active(plan)) {
                LOG.info("reboot plan={} image={} nodes={} goes on", number, plan.image(), plan.nodes());
            }
        });
    }

    /** Whether anything will come of it yet: nodes that went down are looked after when a plan has ended, too. */
    static boolean active(RebootPlan plan) {
        return plan.state() == State.RUNNING
                || plan.steps().stream().anyMatch(step -> step.phase().away());
    }

    /** Newest first. */
    synchronized List<RebootPlan> all() {
        return List.copyOf(plans.descendingMap().values());
    }

    /** @throws StatusException 404 if there is none of that number */
    synchronized RebootPlan get(long number) {
        RebootPlan plan = plans.get(number);
        if (plan == null) {
            throw new StatusException(404, "reboot plan " + number, "is not there", "see 'peerboot reboot --status'");
        }
        return plan;
    }

    /** The number of the next one: no other has it, since the newest is never forgotten. */
    synchronized long next() {
        return plans.isEmpty() ? 1 : plans.lastKey() + 1;
    }

    synchronized void keep(RebootPlan plan) {
        catalogue.keepReboot(plan.plan(), Json.write(plan));
        plans.put(plan.plan(), plan);
        List<Long> over = plans.values().stream()
                .filter(old -> !active(old))
                .map(RebootPlan::plan)
                .toList();
        for (Long old : over.subList(0, Math.max(0, over.size() - KEPT))) {
            catalogue.forgetReboot(old);
            plans.remove(old);
        }
    }

    /** Keeps what has become of a plan, and logs what is new. */
    synchronized void become(RebootPlan before, RebootPlan after) {
        if (after.equals(before)) {
            return;
        }
        keep(after);
        for (int i = 0; i < after.steps().size(); i++) {
            Step step = after.steps().get(i);
            if (step.phase() != before.steps().get(i).phase()) {
                LOG.info(
                        "reboot plan={} node={} {}{}",
                        after.plan(),
                        step.node(),
                        step.phase(),
                        step.reason() == null ? "" : " reason=\"" + step.reason() + "\"");
            }
        }
        if (after.state() != before.state()) {
            LOG.info(
                    "reboot plan={} {}{}",
                    after.plan(),
                    after.state(),
                    after.why() == null ? "" : " why=\"" + after.why() + "\"");
        } else if (after.wave() != before.wave()) {
            LOG.info(
                    "reboot plan={} wave={} of={}",
                    after.plan(),
                    after.wave() + 1,
                    after.waves().size());
        }
    }
}
