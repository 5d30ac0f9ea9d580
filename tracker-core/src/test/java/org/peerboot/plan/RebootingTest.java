package org.peerboot.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peerboot.plan.RebootBench.NEW;
import static org.peerboot.plan.RebootBench.OLD;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerboot.plan.RebootSight.Order;
import org.peerboot.wire.RebootPlan.Phase;
import org.peerboot.wire.RebootPlan.State;

final class RebootingTest {
    private static final List<String> AT_ONCE = List.of("100%");

    @Test
    void aNodeGoesDownOnceItHoldsTheImage() {
        RebootBench bench = new RebootBench(2, 2, AT_ONCE, "10%");
        assertThat(bench.issue()).isEmpty();
        assertThat(bench.phase("n1")).isEqualTo(Phase.FETCHING);
        bench.box("n1").whole = true;
        bench.otherSeeds.put("leaf1", 2);
        assertThat(bench.issue()).containsExactly("n1");
        bench.look();
        assertThat(bench.phase("n1")).isEqualTo(Phase.BOOTING);
        assertThat(bench.phase("n2")).isEqualTo(Phase.FETCHING);
    }

    @Test
    void isDoneWhenEveryNodeSaysThatItRunsTheImage() {
        RebootBench bench = new RebootBench(3, 3, AT_ONCE, "10%").allWhole();
        assertThat(bench.issue()).containsExactly("n1");
        bench.comesBack("n1", NEW, true);
        assertThat(bench.issue()).containsExactly("n2");
        assertThat(bench.phase("n1")).isEqualTo(Phase.DONE);
        bench.comesBack("n2", NEW, true);
        assertThat(bench.issue()).containsExactly("n3");
        assertThat(bench.plan.state()).isEqualTo(State.RUNNING);
        bench.comesBack("n3", NEW, true);
        bench.look();
        assertThat(bench.plan.state()).isEqualTo(State.DONE);
        assertThat(bench.plan.why()).isNull();
    }

    @Test
    void aNodeThatRunsTheImageAlreadyIsLeftAlone() {
        RebootBench bench = new RebootBench(2, 2, AT_ONCE, "10%").allWhole();
        bench.box("n1").booted = NEW;
        assertThat(bench.issue()).containsExactly("n2");
        assertThat(bench.phase("n1")).isEqualTo(Phase.DONE);
    }

    @Test
    void aWaveOpensWhenTheOneBeforeIsBack() {
        RebootBench bench = new RebootBench(16, 8, List.of("5%", "25%", "100%"), "10%").allWhole();
        assertThat(bench.issue()).containsExactly("n1");
        assertThat(bench.issue()).isEmpty();
        bench.comesBack("n1", NEW, true);
        assertThat(bench.issue()).containsExactly("n2", "n3", "n4");
        assertThat(bench.plan.wave()).isEqualTo(1);
        bench.comesBack("n2", NEW, true);
        bench.comesBack("n3", NEW, true);
        assertThat(bench.issue()).isEmpty();
        bench.comesBack("n4", NEW, true);
        assertThat(bench.issue()).contains("n5", "n9");
        assertThat(bench.plan.wave()).isEqualTo(2);
    }

    @Test
    void aNodeThatWaitsForItsJobHoldsUpNoWave() {
        RebootBench bench = new RebootBench(8, 8, List.of("2", "100%"), "10%").allWhole();
        bench.boxes.values().forEach(box -> box.job = !box.name.equals("n7"));
        List<String> first = bench.look();
        assertThat(first).as("the idle node first").containsExactly("n7", "n1");
        bench.plan = Rebooting.issued(bench.plan, first, bench.now);
        bench.goesDown("n7");
        bench.box("n1").order = Order.REQUESTED;
        assertThat(bench.look()).isEmpty();
        assertThat(bench.step("n1").reason()).isEqualTo("waits for its job to end");
        bench.comesBack("n7", NEW, true);
        assertThat(bench.look()).isNotEmpty().doesNotContain("n1");
        assertThat(bench.plan.wave()).isEqualTo(1);
        bench.now += 10 * RebootBench.PATIENCE;
        bench.look();
        assertThat(bench.phase("n1")).as("jobs may be long").isEqualTo(Phase.ISSUED);
    }

    @Test
    void aLeafKeepsTwoSeedsWhileAnyMateNeedsTheImage() {
        RebootBench bench = new RebootBench(16, 8, AT_ONCE, "10%").allWhole();
        bench.box("n16").whole = false;
        assertThat(bench.issue()).containsExactly("n1", "n2", "n3", "n4", "n5", "n6", "n9", "n10", "n11", "n12", "n13");
        bench.box("n16").whole = true;
        assertThat(bench.issue()).containsExactly("n14");
        for (String node : List.of("n1", "n2", "n3", "n4", "n5", "n6")) {
            bench.comesBack(node, NEW, false);
        }
        assertThat(bench.issue()).as("diskless mates fetch it again").isEmpty();
        bench.box("n1").whole = true;
        assertThat(bench.issue()).containsExactly("n7");
    }

    @Test
    void seedsOutsideThePlanCount() {
        RebootBench bench = new RebootBench(2, 2, AT_ONCE, "10%").allWhole();
        bench.otherSeeds.put("leaf1", 2);
        assertThat(bench.issue()).containsExactly("n1", "n2");
    }

    @Test
    void aMateThatIsAwayForGoodHoldsUpNobody() {
        RebootBench bench = new RebootBench(2, 2, AT_ONCE, "10%").allWhole();
        bench.box("n2").up = false;
        assertThat(bench.issue()).containsExactly("n1");
        bench.comesBack("n1", NEW, true);
        bench.now += 2 * RebootBench.PATIENCE;
        bench.look();
        assertThat(bench.phase("n2")).isEqualTo(Phase.SKIPPED);
        assertThat(bench.step("n2").reason()).isEqualTo("its peer is down");
        bench.look();
        assertThat(bench.plan.state()).isEqualTo(State.FAILED);
        assertThat(bench.plan.why()).isEqualTo("0 nodes failed, 1 were never ready");
    }

    @Test
    void aNodeWhoseImageDoesNotComeIsLeftAloneInTheEnd() {
        RebootBench bench = new RebootBench(1, 1, AT_ONCE, "10%");
        bench.box("n1").trouble = "disk /cache: full; make room";
        bench.look();
        bench.box("n1").trouble = "disk /cache: still full; make room";
        bench.now += RebootBench.PATIENCE;
        bench.look();
        bench.look();
        assertThat(bench.phase("n1")).isEqualTo(Phase.SKIPPED);
        assertThat(bench.step("n1").reason()).contains("still full");
    }

    @Test
    void aSlowImageIsWaitedFor() {
        RebootBench bench = new RebootBench(1, 1, AT_ONCE, "10%");
        bench.now += 100 * RebootBench.PATIENCE;
        bench.look();
        assertThat(bench.phase("n1")).isEqualTo(Phase.FETCHING);
    }

    @Test
    void aNodeFailsThatBootsAnother() {
        RebootBench bench = new RebootBench(2, 1, AT_ONCE, "2").allWhole();
        bench.issue();
        bench.comesBack("n1", OLD, true);
        bench.box("n1").note = "image a:1 was booted 2 times and did not come up";
        bench.comesBack("n2", null, true);
        bench.look();
        assertThat(bench.phase("n1")).isEqualTo(Phase.FAILED);
        assertThat(bench.step("n1").reason())
                .isEqualTo("booted " + OLD.brief() + " instead: image a:1 was booted 2 times and did not come up");
        assertThat(bench.step("n2").reason()).isEqualTo("came back without an image of ours");
    }

    @Test
    void aDaemonThatRestartsIsNoReboot() {
        RebootBench bench = new RebootBench(1, 1, AT_ONCE, "10%").allWhole();
        List<String> issued = bench.look();
        bench.plan = Rebooting.issued(bench.plan, issued, bench.now);
        bench.box("n1").order = Order.REQUESTED;
        bench.box("n1").job = true;
        bench.look();
        bench.box("n1").up = false;
        bench.look();
        bench.box("n1").up = true;
        bench.box("n1").hello = bench.now + 1;
        bench.look();
        assertThat(bench.phase("n1")).isEqualTo(Phase.ISSUED);
    }

    @Test
    void aNodeFailsThatIsMarkedDown() {
        RebootBench bench = new RebootBench(1, 1, AT_ONCE, "10%").allWhole();
        bench.issue();
        bench.box("n1").down = true;
        bench.look();
        assertThat(bench.phase("n1"))
                .as("Slurm calls a node down that it reboots")
                .isEqualTo(Phase.BOOTING);
        bench.box("n1").order = Order.NONE;
        bench.look();
        assertThat(bench.phase("n1")).isEqualTo(Phase.FAILED);
        assertThat(bench.step("n1").reason()).isEqualTo("the workload manager has marked it down");
    }

    @Test
    void aNodeFailsThatDoesNotComeBack() {
        RebootBench bench = new RebootBench(1, 1, AT_ONCE, "10%").allWhole();
        bench.issue();
        bench.look();
        bench.now += RebootBench.PATIENCE;
        bench.look();
        assertThat(bench.phase("n1")).isEqualTo(Phase.FAILED);
        assertThat(bench.step("n1").reason()).isEqualTo("did not come back within 600 s");
    }

    @Test
    void aNodeFailsThatIsNeverRebooted() {
        RebootBench bench = new RebootBench(1, 1, AT_ONCE, "10%").allWhole();
        bench.plan = Rebooting.issued(bench.plan, bench.look(), bench.now);
        bench.now += RebootBench.PATIENCE;
        bench.look();
        assertThat(bench.step("n1").reason()).isEqualTo("was not rebooted within 600 s");
    }

    @Test
    void theCanaryStopsABadImage() {
        RebootBench bench = new RebootBench(16, 8, List.of("5%", "25%", "100%"), "100%").allWhole();
        bench.issue();
        bench.comesBack("n1", OLD, true);
        assertThat(bench.issue()).isEmpty();
        assertThat(bench.plan.state()).isEqualTo(State.BLOWN);
        assertThat(bench.plan.why()).isEqualTo("every node of the first wave failed");
        assertThat(bench.phase("n2")).isEqualTo(Phase.READY);
    }

    @Test
    void theFuseBlowsWhenMoreFailThanMay() {
        RebootBench bench = new RebootBench(16, 8, List.of("4", "100%"), "1").allWhole();
        assertThat(bench.issue()).containsExactly("n1", "n2", "n3", "n4");
        bench.comesBack("n1", OLD, true);
        bench.look();
        assertThat(bench.plan.state()).isEqualTo(State.RUNNING);
        bench.comesBack("n2", OLD, true);
        assertThat(bench.issue()).isEmpty();
        assertThat(bench.plan.state()).isEqualTo(State.BLOWN);
        assertThat(bench.plan.why()).isEqualTo("2 nodes failed, and 1 may");
        bench.comesBack("n3", NEW, true);
        assertThat(bench.issue()).isEmpty();
        assertThat(bench.phase("n3")).as("those on their way are looked after").isEqualTo(Phase.DONE);
    }

    @Test
    void whatAnEarlierTrackerHadIssuedIsNotIssuedAgain() {
        RebootBench bench = new RebootBench(1, 1, AT_ONCE, "10%").allWhole();
        bench.look();
        assertThat(bench.phase("n1")).isEqualTo(Phase.READY);
        bench.box("n1").order = Order.REQUESTED;
        assertThat(bench.look()).isEmpty();
        assertThat(bench.phase("n1")).isEqualTo(Phase.ISSUED);
    }

    /** Its peer says hello before the workload manager has its node back, and snapshots are seconds old. */
    @Test
    void theRebootBeforeIsNotTakenForOurs() {
        RebootBench bench = new RebootBench(3, 3, AT_ONCE, "10%").allWhole();
        bench.box("n1").order = Order.UNDER_WAY;
        bench.box("n2").order = Order.UNDER_WAY;
        bench.look();
        assertThat(bench.phase("n1")).isEqualTo(Phase.FETCHING);
        assertThat(bench.step("n1").reason()).isEqualTo("is being rebooted already");
        bench.box("n1").order = Order.NONE;
        bench.box("n2").order = Order.NONE;
        assertThat(bench.issue()).containsExactly("n1");
        bench.comesBack("n1", NEW, true);
        assertThat(bench.issue()).containsExactly("n2");
        assertThat(bench.phase("n1")).isEqualTo(Phase.DONE);
    }

    @Test
    void anOrderFromBeforeThePlanIsNotTakenForOurs() {
        RebootBench bench = new RebootBench(2, 2, AT_ONCE, "10%").allWhole();
        bench.box("n1").order = Order.REQUESTED;
        bench.snapshot = bench.now - 1;
        assertThat(bench.look()).containsExactly("n1");
    }

    /** Caches lost, nodes that come back in any order: no leaf is ever without two seeds, and all nodes get there. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyNodeGetsThereAndNoLeafIsEverEmptied(long seed) {
        Random random = new Random(seed);
        RebootBench bench = new RebootBench(32, 8, List.of("5%", "25%", "100%"), "10%");
        Set<String> away = new HashSet<>();
        Deque<String> order = new ArrayDeque<>();
        for (int second = 0; second < 4000 && bench.plan.state() == State.RUNNING; second++) {
            List<String> issued = bench.issue();
            away.addAll(issued);
            order.addAll(issued);
            for (int leaf = 1; leaf <= 4; leaf++) {
                String name = "leaf" + leaf;
                long seeds = bench.boxes.values().stream()
                        .filter(box -> box.leaf.equals(name) && box.sight().seed())
                        .count();
                boolean begun = bench.boxes.values().stream()
                        .anyMatch(box -> box.leaf.equals(name) && (away.contains(box.name) || box.booted == NEW));
                assertThat(!begun || seeds >= 2)
                        .as("seeds of %s: %d", name, seeds)
                        .isTrue();
            }
            for (String node : new ArrayList<>(away)) {
                if (random.nextInt(20) == 0) {
                    bench.comesBack(node, NEW, false);
                    away.remove(node);
                }
            }
            bench.boxes.values().stream()
                    .filter(box -> box.up && random.nextInt(10) == 0)
                    .forEach(box -> box.whole = true);
        }
        assertThat(bench.plan.state()).isEqualTo(State.DONE);
        assertThat(order).hasSize(32).doesNotHaveDuplicates();
    }
}
