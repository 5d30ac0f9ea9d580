package org.peerboot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.ImageProgress.State;
import org.peerboot.wire.Limits;

/** What {@code peerboot top} shows. */
class TopTest {
    private static final long MIB = 1 << 20;
    private static final long BEGUN = 1_790_000_000_000L;

    private static ClusterStatus.Node node(String name, String leaf, Limits limits, long out, Map<String, Long> from) {
        long in = from.values().stream().mapToLong(Long::longValue).sum();
        return new ClusterStatus.Node(
                name,
                leaf,
                "up",
                limits != Limits.NONE,
                limits,
                1,
                out,
                List.of(new ImageProgress(Samples.DIGEST, State.FETCHING, 1, 4, in, 0, from, List.of(), null)),
                null,
                null,
                null,
                null);
    }

    private static ClusterStatus status(long millis, ClusterStatus.Node... nodes) {
        return new ClusterStatus(BEGUN + millis, "slurm", 300, null, List.of(Samples.transfer(5, 0)), List.of(nodes));
    }

    private static final Limits HELD = new Limits(0, 0, Limits.UNLIMITED, "jobs-come-first");

    private static final ClusterStatus FIRST = status(
            0,
            node("n1", "leaf2", Limits.NONE, 0, Map.of()),
            node("n2", "leaf2", HELD, 0, Map.of()),
            node("n3", "leaf10", Limits.NONE, 0, Map.of()));

    private static final ClusterStatus SECOND = status(
            2000,
            node("n1", "leaf2", Limits.NONE, 60 * MIB, Map.of("origin", 20 * MIB)),
            node("n2", "leaf2", HELD, 0, Map.of("n1", 60 * MIB)),
            node("n3", "leaf10", Limits.NONE, 0, Map.of("n1", 10 * MIB)));

    private static List<String> shown(int rows) {
        LeafFlows flows = new LeafFlows();
        flows.at(FIRST);
        return new TopView(ZoneOffset.UTC).lines(SECOND, flows.at(SECOND), rows);
    }

    @Test
    void aLeafsRatesSourcesAndLimits() {
        assertThat(shown(24).stream().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "LEAF UP JOBS LIMITED DONE FAIL IN MiB/s OUT MiB/s FROM RULES",
                        "leaf2 2/2 1 1 0/2 0 40.0 30.0 own 75% origin 25% jobs-come-first (1)",
                        "leaf10 1/1 0 0 0/1 0 5.0 0.0 leaf2 100% -");
    }

    @Test
    void leavesStandInTheOrderOfTheirNumbers() {
        assertThat(shown(24))
                .filteredOn(line -> line.startsWith("leaf"))
                .map(line -> line.split(" ")[0])
                .containsExactly("leaf2", "leaf10");
    }

    @Test
    void whatDoesNotFitIsCounted() {
        List<ClusterStatus.Node> many = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            many.add(node("n" + i, "leaf" + i, Limits.NONE, 0, Map.of()));
        }
        List<String> lines =
                new TopView(ZoneOffset.UTC).lines(status(0, many.toArray(ClusterStatus.Node[]::new)), Map.of(), 24);
        assertThat(lines).hasSize(24).last().isEqualTo("... and 83 leaves more");
    }

    @Test
    void aPeerThatWasStartedAgainDoesNotRunBackwards() {
        LeafFlows flows = new LeafFlows();
        flows.at(SECOND);
        assertThat(flows.at(status(4000, node("n1", "leaf2", Limits.NONE, 0, Map.of()))))
                .containsEntry("leaf2", LeafFlows.Flow.NONE);
    }

    @Test
    void pipedItPrintsWholePictures(@TempDir Path directory) throws Exception {
        try (StubTracker tracker = new StubTracker().then(FIRST).then(SECOND)) {
            Shell shell = new Shell(directory).with(tracker);
            assertThat(shell.type("top", "--once")).isEqualTo(ExitCode.OK);
            assertThat(shell.out()).contains("own 75% origin 25%").doesNotContain("\033");
        }
    }

    @Test
    void knowsATerminalsSize() {
        assertThat(Screen.Size.parse("60 200\n")).isEqualTo(new Screen.Size(60, 200));
        assertThat(Screen.Size.parse("0 0\n")).isEqualTo(Screen.USUAL);
        assertThat(Screen.Size.parse("")).isEqualTo(Screen.USUAL);
    }
}
