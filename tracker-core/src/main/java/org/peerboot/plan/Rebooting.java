package org.peerboot.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.NaturalOrder;
import org.peerboot.wire.RebootPlan;
import org.peerboot.wire.RebootPlan.Phase;
import org.peerboot.wire.RebootPlan.State;
import org.peerboot.wire.RebootPlan.Step;

/**
 * Decides how a reboot plan goes on: which nodes go down now. A node goes down when it holds the image, the open wave has
 * room for it, and its leaf can do without it.
 *
 * <p>A wave says how many nodes may have gone down; the next opens once all of these are back, but for those that wait for
 * a job. The first is the canary: when every node of it fails, nothing more happens, whatever the fuse allows.
 *
 * <p>A leaf can do without a node while two others of it are up with the image: one may fail. Where all its mates hold
 * the image it can, too. A mate that is away counts as one that needs the image: a diskless node comes back with nothing,
 * and would have to ask the origin.
 */
public final class Rebooting {
    private static final int SEEDS_KEPT = 2;

    private final RebootView view;
    private final Map<String, Step> steps = new HashMap<>();

    private Rebooting(RebootView view) {
        this.view = view;
    }

    /**
     * The plan, and what is to be done about it.
     *
     * @param issue nodes that the workload manager shall reboot now
     */
    public record Next(RebootPlan plan, List<String> issue) {}

    /** @param patienceMillis how long a node may take to come back */
    public static Next next(RebootPlan plan, RebootView view, long patienceMillis) {
        return new Rebooting(view).decide(plan, patienceMillis);
    }

    /** The plan after its nodes were told. */
    public static RebootPlan issued(RebootPlan plan, List<String> nodes, long nowMillis) {
        Set<String> told = new HashSet<>(nodes);
        return with(
                plan,
                plan.steps().stream()
                        .map(s -> told.contains(s.node())
                                        && !s.phase().away()
                                        && !s.phase().settled()
                                ? new Step(s.node(), Phase.ISSUED, nowMillis, null)
                                : s)
                        .toList());
    }

    private Next decide(RebootPlan plan, long patienceMillis) {
        RebootSteps rules = new RebootSteps(plan, view, patienceMillis);
        List<Step> now = plan.steps().stream().map(rules::next).toList();
        now.forEach(step -> steps.put(step.node(), step));
        RebootPlan after = with(plan, now);
        if (plan.state() != State.RUNNING) {
            return new Next(after, List.of());
        }
        String blown = blown(after);
        if (blown != null) {
            return new Next(in(after, State.BLOWN, plan.wave(), blown), List.of());
        }
        if (now.stream().allMatch(step -> step.phase().settled())) {
            boolean all = count(Phase.DONE) == now.size();
            return new Next(in(after, all ? State.DONE : State.FAILED, plan.wave(), all ? null : summary()), List.of());
        }
        int wave = wave(after);
        List<String> issue = issue(after.waves().get(wave) - gone());
        return new Next(in(after, State.RUNNING, wave, plan.why()), issue);
    }

    private @Nullable String blown(RebootPlan plan) {
        int failed = count(Phase.FAILED);
        if (failed > plan.maxFailed()) {
            return failed + " nodes failed, and " + plan.maxFailed() + " may";
        }
        boolean canaries = failed >= plan.waves().get(0) && count(Phase.DONE) == 0;
        return canaries && failed < plan.steps().size() ? "every node of the first wave failed" : null;
    }

    private String summary() {
        int skipped = count(Phase.SKIPPED);
        return count(Phase.FAILED) + " nodes failed" + (skipped == 0 ? "" : ", " + skipped + " were never ready");
    }

    /** The wave that is open now. */
    private int wave(RebootPlan plan) {
        int wave = plan.wave();
        boolean back = steps.values().stream().noneMatch(this::blocks) && count(Phase.DONE) > 0;
        while (back && wave + 1 < plan.waves().size() && gone() >= plan.waves().get(wave)) {
            wave++;
        }
        return wave;
    }

    private boolean blocks(Step step) {
        RebootSight sight = view.nodes().get(step.node());
        return step.phase().away() && (sight == null || !RebootSteps.waitsForJob(sight));
    }

    private int gone() {
        return count(Phase.ISSUED) + count(Phase.BOOTING) + count(Phase.DONE) + count(Phase.FAILED);
    }

    private int count(Phase phase) {
        return (int) steps.values().stream().filter(s -> s.phase() == phase).count();
    }

    /** Idle nodes before those with jobs, which would fill the wave and wait. */
    private List<String> issue(int room) {
        List<String> ready = new ArrayList<>(steps.values().stream()
                .filter(step -> step.phase() == Phase.READY)
                .map(Step::node)
                .toList());
        ready.sort(Comparator.comparing((String node) -> sight(node).job()).thenComparing(NaturalOrder.NAMES));
        List<String> issue = new ArrayList<>();
        for (String node : ready) {
            if (issue.size() < room && leafCanDoWithout(node, issue)) {
                issue.add(node);
            }
        }
        return issue;
    }

    private RebootSight sight(String node) {
        RebootSight sight = view.nodes().get(node);
        if (sight == null) {
            throw new IllegalArgumentException("no sight of " + node);
        }
        return sight;
    }

    private boolean leafCanDoWithout(String node, List<String> going) {
        String leaf = sight(node).leaf();
        int seeds = view.otherSeeds().getOrDefault(leaf, 0);
        boolean needed = false;
        for (Step mate : steps.values()) {
            RebootSight sight = view.nodes().get(mate.node());
            if (mate.node().equals(node) || sight == null || !sight.leaf().equals(leaf)) {
                continue;
            }
            boolean away = mate.phase().away() || going.contains(mate.node());
            if (away) {
                needed = true;
            } else if (sight.seed()) {
                seeds++;
            } else if (sight.up() && mate.phase() != Phase.SKIPPED) {
                needed = true;
            }
        }
        return !needed || seeds >= SEEDS_KEPT;
    }

    private static RebootPlan with(RebootPlan plan, List<Step> steps) {
        return new RebootPlan(
                plan.plan(),
                plan.image(),
                plan.digest(),
                plan.nodes(),
                plan.user(),
                plan.begun(),
                plan.state(),
                plan.waves(),
                plan.wave(),
                plan.maxFailed(),
                plan.why(),
                steps);
    }

    /** The plan in another state. */
    public static RebootPlan in(RebootPlan plan, State state, int wave, @Nullable String why) {
        return new RebootPlan(
                plan.plan(),
                plan.image(),
                plan.digest(),
                plan.nodes(),
                plan.user(),
                plan.begun(),
                state,
                plan.waves(),
                wave,
                plan.maxFailed(),
                why,
                plan.steps());
    }
}
