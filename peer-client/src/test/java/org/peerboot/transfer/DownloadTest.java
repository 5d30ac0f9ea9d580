package org.peerboot.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerboot.transfer.SimulatedSwarm.Node;
import org.peerboot.wire.SegmentRestart;
import org.peerboot.wire.Weighing;

final class DownloadTest {
    private static final long MIB = 1 << 20;
    private static final Weighing LEAVE_BUSY = new Weighing("leave-busy-sources", "job.running", 0, 0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eachPieceCrossesEachLinkOnce(long seed) {
        SimulatedSwarm swarm = new SimulatedSwarm(seed, 32 * MIB).leaves(2, 8);
        swarm.updateAll();
        assertThat(swarm.run(60)).isTrue();
        assertThat(swarm.copiesFrom("origin")).isLessThanOrEqualTo(1.05);
        assertThat(swarm.copiesInto("leaf1")).isLessThanOrEqualTo(1.05);
        assertThat(swarm.copiesInto("leaf2")).isLessThanOrEqualTo(1.05);
        for (Node node : swarm.destinations()) {
            assertThat(node.download.progress(Long.MAX_VALUE / 2).twice()).isZero();
            assertThat(node.download.received()).isEqualTo(swarm.layout.size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void fewDestinationsInOneCellAreServedFromTheOriginOnce(int nodes) {
        SimulatedSwarm swarm = new SimulatedSwarm(5, 16 * MIB).leaves(1, nodes);
        swarm.updateAll();
        assertThat(swarm.run(60)).isTrue();
        assertThat(swarm.copiesFrom("origin")).isBetween(0.999, 1.05);
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void aNodeThatComesBackEmptyIsServedByItsMatesAlone(long seed) {
        SimulatedSwarm swarm = new SimulatedSwarm(seed, 16 * MIB).leaves(2, 4);
        swarm.updateAll();
        assertThat(swarm.run(60)).isTrue();
        double fromOrigin = swarm.copiesFrom("origin");
        double intoLeaf = swarm.copiesInto("leaf1");
        swarm.add("n91", "leaf1");
        swarm.add("n92", "leaf1");
        swarm.updateAll();
        assertThat(swarm.run(60)).isTrue();
        assertThat(swarm.copiesFrom("origin")).isEqualTo(fromOrigin);
        assertThat(swarm.copiesInto("leaf1")).isEqualTo(intoLeaf);
    }

    @Test
    void asksTheOriginForNothingWhileABusyMateHasNotYetSaidWhatItHolds() {
        SimulatedSwarm swarm = new SimulatedSwarm(9, 16 * MIB).leaves(1, 1);
        swarm.updateAll();
        assertThat(swarm.run(60)).isTrue();
        swarm.node("n1").firstWord = 1_500_000_000;
        swarm.add("n91", "leaf1");
        swarm.updateAll();
        assertThat(swarm.run(60)).isTrue();
        assertThat(swarm.copiesFrom("origin")).isEqualTo(1);
    }

    @Test
    void waitsTwoSecondsForAMateThatNeverAnswers() {
        SimulatedSwarm swarm = new SimulatedSwarm(10, 16 * MIB).leaves(1, 1);
        swarm.add("n91", "leaf1");
        swarm.updateAll();
        swarm.node("n1").alive = false;
        swarm.runUntil(1.9, () -> false);
        assertThat(swarm.copiesFrom("origin")).isZero();
        assertThat(swarm.runUntil(2, () -> swarm.node("n91").done())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void losesAnySourceAtAnyMomentWithoutFailingOrFetchingTwice(long seed) {
        SimulatedSwarm swarm = new SimulatedSwarm(seed, 16 * MIB).leaves(2, 5);
        swarm.updateAll();
        Node victim = swarm.node("n" + (1 + seed % 10));
        swarm.at((long) (seed - 10) * 250_000_000, victim::kill);
        assertThat(swarm.run(60)).isTrue();
        for (Node node : swarm.destinations()) {
            if (node.alive) {
                assertThat(node.download.received()).isEqualTo(swarm.layout.size());
            }
        }
    }

    @Test
    void goesOnWithoutTheOriginOnceEveryPieceIsOut() {
        SimulatedSwarm swarm = new SimulatedSwarm(21, 16 * MIB).leaves(2, 4);
        swarm.updateAll();
        swarm.runUntil(60, () -> {
            java.util.BitSet out = new java.util.BitSet();
            swarm.destinations().forEach(node -> out.or(node.held));
            return out.cardinality() == swarm.layout.count();
        });
        assertThat(swarm.destinations()).anyMatch(node -> !node.done());
        swarm.node("origin").kill();
        assertThat(swarm.run(60)).isTrue();
    }

    /** It is no owner, as a job runs there; were it to think its mates late, it would ask the origin for itself. */
    @Test
    void aNodeUnderALimitKeepsToItAndAsksNobodyOutOfTurn() {
        SimulatedSwarm swarm = new SimulatedSwarm(41, 4 * MIB).leaves(2, 4);
        Node busy = swarm.node("n3");
        busy.jobRunning = true;
        swarm.updateAll();
        swarm.runUntil(1, () -> busy.download != null);
        busy.download.rate(64 << 10, swarm.now);
        swarm.runUntil(30, () -> false);
        assertThat(busy.download.received()).isBetween(30L * (64 << 10) - 512 * 1024, 30L * (64 << 10) + 512 * 1024);
        assertThat(swarm.run(60)).isTrue();
        assertThat(swarm.copiesFrom("origin")).isLessThanOrEqualTo(1.05);
    }

    @Test
    void leavesASourceBecauseOneAttributeChangedThoughItStaysACandidate() {
        SimulatedSwarm swarm = new SimulatedSwarm(31, 32 * MIB).leaves(1, 4);
        swarm.weigh(LEAVE_BUSY);
        swarm.updateAll();
        swarm.runUntil(1.0, () -> false);
        swarm.node("n2").jobRunning = true;
        swarm.updateAll();
        swarm.runUntil(0.01, () -> false);
        long before = swarm.sent.get("n2").values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(swarm.run(60)).isTrue();
        long after = swarm.sent.get("n2").values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(after).isEqualTo(before);
        List<SegmentRestart> restarts = swarm.destinations().stream()
                .flatMap(node -> node.download.progress(Long.MAX_VALUE / 2).restarts().stream())
                .toList();
        assertThat(restarts).isNotEmpty().allSatisfy(restart -> {
            assertThat(restart.from()).isEqualTo("n2");
            assertThat(restart.to()).isNotEqualTo("n2");
            assertThat(restart.epoch()).isEqualTo(2);
            assertThat(restart.rule()).isEqualTo("leave-busy-sources");
            assertThat(restart.cause()).isEqualTo("job.running = 1");
        });
        for (Node node : swarm.destinations()) {
            assertThat(node.download.received()).isEqualTo(swarm.layout.size());
        }
    }

    @Test
    void asksALightSourceForWhatItAloneHas() {
        SimulatedSwarm swarm = new SimulatedSwarm(34, 24 * MIB).leaves(1, 4);
        swarm.weigh(new Weighing("spare-loaded-networks", "job.running", 0, 0.1));
        swarm.updateAll();
        swarm.runUntil(0.5, () -> false);
        swarm.node("n2").jobRunning = true;
        swarm.updateAll();
        swarm.runUntil(0.1, () -> false);
        double early = swarm.copiesFrom("n2");
        assertThat(swarm.run(60)).isTrue();
        assertThat(swarm.copiesFrom("n2") - early).isLessThan(0.1);
        assertThat(swarm.copiesFrom("n1")).isGreaterThan(0.4);
    }

    @Test
    void comesBackToASourceWhoseJobHasEnded() {
        SimulatedSwarm swarm = new SimulatedSwarm(32, 32 * MIB).leaves(1, 3);
        swarm.weigh(LEAVE_BUSY);
        swarm.node("n2").jobRunning = true;
        swarm.updateAll();
        swarm.runUntil(0.8, () -> false);
        assertThat(swarm.sent).doesNotContainKey("n2");
        swarm.node("n2").jobRunning = false;
        swarm.updateAll();
        assertThat(swarm.run(60)).isTrue();
        assertThat(swarm.sent.get("n2").values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isPositive();
    }

    @Test
    void leavesASourceThatSaysItStopsAndNamesItsRule() {
        SimulatedSwarm swarm = new SimulatedSwarm(33, 32 * MIB).leaves(1, 2);
        swarm.updateAll();
        swarm.runUntil(1.0, () -> false);
        swarm.node("n1").download.heard("n2", "stop 7 busy-sources-send-nothing", swarm.now);
        assertThat(swarm.run(60)).isTrue();
        assertThat(swarm.node("n1").download.progress(Long.MAX_VALUE / 2).restarts())
                .allSatisfy(restart -> assertThat(restart.rule()).isEqualTo("busy-sources-send-nothing"))
                .allSatisfy(restart -> assertThat(restart.epoch()).isEqualTo(7));
    }

    @Test
    void convictsALiarAndNobodyElse() {
        SimulatedSwarm swarm = new SimulatedSwarm(41, 16 * MIB).leaves(1, 4);
        swarm.node("n3").liar = true;
        swarm.updateAll();
        assertThat(swarm.run(60)).isTrue();
        for (Node node : swarm.destinations()) {
            if (!node.name.equals("n3")) {
                assertThat(node.download.progress(Long.MAX_VALUE / 2).blamed()).isSubsetOf("n3");
            }
        }
        assertThat(swarm.destinations())
                .anyMatch(node ->
                        node.download.progress(Long.MAX_VALUE / 2).blamed().contains("n3"));
    }

    @Test
    void aNodeAtAQuarterOfTheRateStarvesNobody() {
        SimulatedSwarm swarm = new SimulatedSwarm(51, 16 * MIB).leaves(1, 8);
        swarm.node("n4").rate = SimulatedSwarm.RATE / 4;
        swarm.updateAll();
        assertThat(swarm.run(60)).isTrue();
    }

    @Test
    void saysWhyNothingComes() {
        SimulatedSwarm swarm = new SimulatedSwarm(61, 16 * MIB).leaves(1, 1);
        swarm.weigh(new Weighing("nobody", "job.running", -1, 0));
        swarm.updateAll();
        assertThat(swarm.run(3)).isFalse();
        assertThat(swarm.node("n1").download.progress(Long.MAX_VALUE / 2).failure())
                .isEqualTo(
                        "no source: rule nobody leaves all 1 alone; see 'peerboot explain', or wait until a job ends");
    }
}
