package org.peerboot.tracker;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.HostList;
import org.peerboot.cluster.NaturalOrder;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.image.RefusedException;
import org.peerboot.plan.Portions;
import org.peerboot.plan.RebootView;
import org.peerboot.plan.Rebooting;
import org.peerboot.tracker.catalogue.Catalogue;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.wire.RebootPlan;
import org.peerboot.wire.RebootPlan.Phase;
import org.peerboot.wire.RebootPlan.State;
import org.peerboot.wire.RebootPlan.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reboot plans: looked at once a second by {@link Rebooting}, acted on here, on a thread of their own since the workload
 * manager takes its time. What a plan has come to is on the disk before anybody is told; that a node was told is written
 * after it was: a tracker that dies between the two finds the order in the next snapshot, or gives it again.
 */
final class RebootDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RebootDesk.class);
    /** After the workload manager has refused. */
    private static final long AGAIN_MILLIS = 10_000;

    private final Catalogue catalogue;
    private final Loop loop;
    private final RebootSights sights;
    private final WorkloadManager manager;
    private final RebootConfig config;
    private final Clock clock;
    private final Consumer<Set<String>> leaving;
    /** Its lock is held from reading a plan to keeping what became of it. */
    private final RebootPlans plans;

    /** When the workload manager may be asked again. Of the desk's thread. */
    private final Map<Long, Long> notBefore = new HashMap<>();

    /** Of the desk's thread. */
    private Set<String> told = Set.of();

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
        Thread made = new Thread(work, "tracker-reboots");
        made.setDaemon(true);
        return made;
    });

    /** @param leaving told of the nodes that go soon, whenever these are others */
    RebootDesk(
            Catalogue catalogue,
            RebootSights sights,
            Loop loop,
            WorkloadManager manager,
            RebootConfig config,
            Clock clock,
            Consumer<Set<String>> leaving) {
        this.catalogue = catalogue;
        this.loop = loop;
        this.sights = sights;
        this.manager = manager;
        this.config = config;
        this.clock = clock;
        this.leaving = leaving;
        this.plans = new RebootPlans(catalogue);
        var unused = thread.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    RebootPlans plans() {
        return plans;
    }

    /**
     * Begins a plan, or finds the one that runs for the same image and nodes.
     *
     * @param waves as {@link Portions#waves} takes them; the configured ones where absent
     * @param maxFailed as {@link Portions#maxFailed} takes it; the configured one where absent
     * @throws RefusedException if the workload manager cannot reboot, or a node is in another plan that runs
     */
    RebootPlan begin(
            CatalogueImage image,
            Set<String> nodes,
            @Nullable List<String> waves,
            @Nullable String maxFailed,
            String user) {
        if (!image.boots()) {
            throw new RefusedException(
                    "image " + image.name(), "has no kernel", "publish it with --kernel, then reboot into that");
        }
        manager.reboot(List.of(), "peerboot: can it?");
        List<Integer> portions = Portions.waves(waves == null ? config.waves() : waves, nodes.size());
        int fuse = Portions.maxFailed(maxFailed == null ? config.maxFailed() : maxFailed, nodes.size());
        synchronized (plans) {
            RebootPlan running = running(image, nodes);
            if (running != null) {
                return running;
            }
            catalogue.assign(image.digest(), nodes);
            long now = clock.millis();
            RebootPlan plan = new RebootPlan(
                    plans.next(),
                    image.name(),
                    image.digest(),
                    HostList.fold(nodes),
                    user,
                    now,
                    State.RUNNING,
                    portions,
                    0,
                    fuse,
                    null,
                    nodes.stream()
                            .sorted(NaturalOrder.NAMES)
                            .map(node -> new Step(node, Phase.FETCHING, now, null))
                            .toList());
            plans.keep(plan);
            LOG.info(
                    "reboot plan={} image={} digest={} user={} nodes={} waves={} maxFailed={}",
                    plan.plan(),
                    plan.image(),
                    plan.digest().brief(),
                    user,
                    plan.nodes(),
                    portions,
                    fuse);
            return plan;
        }
    }

    private @Nullable RebootPlan running(CatalogueImage image, Set<String> nodes) {
        for (RebootPlan plan : plans.all()) {
            Set<String> others = new TreeSet<>();
            plan.steps().forEach(step -> others.add(step.node()));
            if (plan.state() != State.RUNNING) {
                continue;
            }
            if (plan.digest().equals(image.digest()) && others.equals(nodes)) {
                return plan;
            }
            others.retainAll(nodes);
            if (!others.isEmpty()) {
                throw new RefusedException(
                        "nodes " + HostList.fold(others),
                        "are being rebooted into " + plan.image() + " by plan " + plan.plan(),
                        "wait for it, or run 'peerboot reboot --stop " + plan.plan() + "' first");
            }
        }
        return null;
    }

    /** Ends a plan: no further node is told. One that is over stays as it is. */
    RebootPlan stop(long number, String user) {
        synchronized (plans) {
            RebootPlan plan = plans.get(number);
            if (plan.state() == State.RUNNING) {
                plan = Rebooting.in(plan, State.STOPPED, plan.wave(), "stopped by " + user);
                plans.keep(plan);
                LOG.info("reboot plan={} stopped user={}", number, user);
            }
            return plan;
        }
    }

    /** An exception out of here would end the schedule, and nobody would hear of it. */
    private void look() {
        try {
            plans.all().stream()
                    .filter(RebootPlans::active)
                    .map(RebootPlan::plan)
                    .sorted()
                    .forEach(this::look);
            tellOfLeaving(List.of());
        } catch (RuntimeException e) {
            LOG.error("reboot plans not looked at", e);
        }
    }

    /** @param next those that are about to be told */
    private void tellOfLeaving(List<String> next) {
        Set<String> now = new TreeSet<>(Leaving.of(plans.all()));
        now.addAll(next);
        if (!now.equals(told)) {
            told = now;
            leaving.accept(now);
        }
    }

    private void look(long number) {
        RebootPlan seen = plans.get(number);
        RebootView view = loop.ask(() -> sights.view(seen, clock.millis()));
        List<String> issue;
        synchronized (plans) {
            RebootPlan before = plans.get(number);
            Rebooting.Next next = Rebooting.next(before, view, config.patience().toMillis());
            issue = next.issue();
            plans.become(before, next.plan());
        }
        long wait = notBefore.getOrDefault(number, 0L) - clock.millis();
        // More than was ever set: the clock was set back.
        if (!issue.isEmpty() && (wait <= 0 || wait > AGAIN_MILLIS)) {
            tellOfLeaving(issue);
            issue(seen, issue);
        }
    }

    private void issue(RebootPlan plan, List<String> nodes) {
        String why = null;
        try {
            manager.reboot(nodes, "peerboot: " + plan.image());
            notBefore.remove(plan.plan());
            LOG.info("reboot plan={} issued nodes={}", plan.plan(), HostList.fold(nodes));
        } catch (RefusedException e) {
            why = e.getMessage();
            notBefore.put(plan.plan(), clock.millis() + AGAIN_MILLIS);
            LOG.warn("reboot plan={} nodes={} not issued: {}", plan.plan(), HostList.fold(nodes), why);
        }
        synchronized (plans) {
            RebootPlan before = plans.get(plan.plan());
            RebootPlan after = why == null ? Rebooting.issued(before, nodes, clock.millis()) : before;
            plans.become(
                    before,
                    after.state() == State.RUNNING ? Rebooting.in(after, State.RUNNING, after.wave(), why) : after);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("the workload manager still has not answered; not waiting for it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
