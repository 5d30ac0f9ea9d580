package org.peerboot.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peerboot.image.Digest;
import org.peerboot.plan.RebootSight.Order;
import org.peerboot.wire.RebootPlan;
import org.peerboot.wire.RebootPlan.Phase;
import org.peerboot.wire.RebootPlan.State;
import org.peerboot.wire.RebootPlan.Step;

/** A cluster on paper that is rebooted: nodes that a test changes, and a clock that it moves. */
final class RebootBench {
    static final Digest OLD = Digest.of(new byte[] {1});
    static final Digest NEW = Digest.of(new byte[] {2});
    static final long PATIENCE = 600_000;

    /** One node, of which a test changes what it likes. */
    static final class Box {
        final String name;
        final String leaf;
        boolean up = true;
        boolean whole;
        boolean job;
        Order order = Order.NONE;
        boolean down;
        Digest booted = OLD;
        String note;
        long hello = 1;
        String trouble;

        Box(String name, String leaf) {
            this.name = name;
            this.leaf = leaf;
        }

        RebootSight sight() {
            return new RebootSight(leaf, up, whole, job, order, down, booted, note, hello, trouble);
        }
    }

    final Map<String, Box> boxes = new LinkedHashMap<>();
    final Map<String, Integer> otherSeeds = new LinkedHashMap<>();
    long now = 1_000_000;
    /** When the workload manager was asked; now, where it is 0. */
    long snapshot;

    RebootPlan plan;

    /** Leaves of {@code leaf} nodes each: n1, n2, ... */
    RebootBench(int nodes, int leaf, List<String> waves, String maxFailed) {
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            boxes.put("n" + i, new Box("n" + i, "leaf" + ((i - 1) / leaf + 1)));
            steps.add(new Step("n" + i, Phase.FETCHING, now, null));
        }
        plan = new RebootPlan(
                1,
                "a:1",
                NEW,
                "n[1-" + nodes + "]",
                "root",
                now,
                State.RUNNING,
                Portions.waves(waves, nodes),
                0,
                Portions.maxFailed(maxFailed, nodes),
                null,
                steps);
    }

    Box box(String name) {
        return boxes.get(name);
    }

    RebootBench allWhole() {
        boxes.values().forEach(box -> box.whole = true);
        return this;
    }

    /** A second later: what is to be issued now, which is not done yet. */
    List<String> look() {
        now += 1000;
        Map<String, RebootSight> sights = new LinkedHashMap<>();
        boxes.forEach((name, box) -> sights.put(name, box.sight()));
        Rebooting.Next next =
                Rebooting.next(plan, new RebootView(sights, otherSeeds, snapshot == 0 ? now : snapshot, now), PATIENCE);
        plan = next.plan();
        return next.issue();
    }

    /** What is to be issued goes down. */
    List<String> issue() {
        List<String> issued = look();
        plan = Rebooting.issued(plan, issued, now);
        issued.forEach(this::goesDown);
        return issued;
    }

    void goesDown(String name) {
        Box box = box(name);
        box.up = false;
        box.order = Order.UNDER_WAY;
    }

    /** It comes back with its cache, or without. */
    void comesBack(String name, Digest booted, boolean whole) {
        Box box = box(name);
        box.up = true;
        box.order = Order.NONE;
        box.booted = booted;
        box.whole = whole;
        box.hello = now + 1;
    }

    Step step(String name) {
        return plan.steps().stream()
                .filter(step -> step.node().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Phase phase(String name) {
        return step(name).phase();
    }
}
