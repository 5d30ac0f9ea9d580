package org.peerboot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peerboot.image.Digest;
import org.peerboot.wire.BootStage;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.ImageProgress.State;
import org.peerboot.wire.Limits;

class StatusViewTest {
    @Test
    void showsEachTransferOnOneLine() {
        ClusterStatus status = Samples.status(Samples.transfer(5, 0), List.of(Samples.node("n1", null)));
        assertThat(StatusView.lines(status))
                .containsExactly(
                        "nodes and jobs from file:cluster.yaml, 0.3 s old; peers up: 1 of 1",
                        "IMAGE      STATE     COMPLETE     HELD       OF   %         RATE  LEFT  ORIGIN SENT"
                                + "      TWICE  RESTARTS",
                        "rocky9:v8  fetching      5/16  1.0 GiB  4.0 GiB  25  100.0 MiB/s  31 s  1.02 copies"
                                + "  256.0 KiB         1");
    }

    @Test
    void putsAWarningFirst() {
        ClusterStatus calm = Samples.status(Samples.transfer(5, 0), List.of());
        ClusterStatus warned = new ClusterStatus(
                calm.time(), calm.workloadManager(), 60_000, "the origin's disk is full", List.of(), List.of());
        assertThat(StatusView.lines(warned))
                .containsExactly(
                        "WARNING: the origin's disk is full",
                        "nodes and jobs from file:cluster.yaml, 1 min 00 s old; peers up: 0 of 0",
                        "no transfers; 'peerboot assign IMAGE NODES' starts one");
    }

    @Test
    void saysInOneLineForALogHowFarItIs() {
        assertThat(StatusView.plain(Samples.status(Samples.transfer(5, 2), List.of())))
                .isEqualTo("rocky9:v8: fetching, 5 of 16 nodes (2 failed), 25 %, 100.0 MiB/s, 31 s left, 1 restart");
    }

    @Test
    void namesTheUpdateAndTheRuleBehindEachRestart() {
        assertThat(NodesView.restarts(Samples.status(Samples.transfer(5, 0), List.of())))
                .containsExactly(
                        "rocky9:v8: 1 segment went on from another source",
                        "  n5: piece 412, from byte 108003328: n3 -> n4, update 17, job.running = 1,"
                                + " rule jobs-come-first");
    }

    @Test
    void listsNodesWithWhatTheyMaySendAndWhatWentWrong() {
        ClusterStatus status = Samples.status(
                Samples.transfer(5, 1),
                List.of(Samples.node("n1", null), Samples.node("n2", "disk /var/lib/peerboot: is full; free 1.0 GiB")));
        assertThat(NodesView.nodes(status, false))
                .containsExactly(
                        "NODE  CELL   PEER  JOB  MAY SEND                   UPDATE       SENT  RUNS  BOOT  IMAGES",
                        "n1    leaf1  up    yes  nothing (jobs-come-first)      17  512.0 KiB  -     -     rocky9:v8 fetching 50 %",
                        "n2    leaf1  up    yes  nothing (jobs-come-first)      17  512.0 KiB  -     -     rocky9:v8 failed 50 %",
                        "  n2: rocky9:v8: disk /var/lib/peerboot: is full; free 1.0 GiB");
        assertThat(NodesView.nodes(status, true)).hasSize(3).noneMatch(line -> line.startsWith("n1"));
    }

    @Test
    void saysWhyANodeRunsAnotherImageThanItShall() {
        Digest old = Digest.of(new byte[] {1});
        ClusterStatus.Node node = new ClusterStatus.Node(
                "n1",
                "leaf1",
                "up",
                false,
                Limits.NONE,
                3,
                0,
                List.of(),
                old,
                "rocky9:v8",
                "image rocky9:v8 is not here yet: 3 of 9 pieces",
                null);
        assertThat(NodesView.nodes(Samples.status(Samples.transfer(5, 0), List.of(node)), true))
                .last()
                .isEqualTo("  n1: shall boot rocky9:v8, runs " + old.brief()
                        + ": image rocky9:v8 is not here yet: 3 of 9 pieces");
    }

    private static ClusterStatus.Node booting(String name, BootStage.Stage stage, int percent, String why) {
        return new ClusterStatus.Node(
                name,
                "leaf1",
                "up",
                false,
                Limits.NONE,
                3,
                0,
                List.of(),
                null,
                "os:2",
                null,
                null,
                new BootStage(stage, percent, why));
    }

    @Test
    void saysHowFarBootsAre() {
        ClusterStatus status = Samples.status(
                Samples.transfer(5, 0),
                List.of(
                        booting("n1", BootStage.Stage.UP, 100, null),
                        booting("n2", BootStage.Stage.STAGE_ONE, 0, null),
                        booting("n3", BootStage.Stage.FETCHING, 37, null),
                        booting("n4", BootStage.Stage.FETCHING, 12, null),
                        booting("n5", BootStage.Stage.FAILED, 100, "no network"),
                        Samples.node("n6", null)));
        assertThat(StatusView.lines(status))
                .containsSequence(
                        "boots: 1 stage-one, 2 fetching (12 % at least), 1 up, 1 failed",
                        "  n5: boot of os:2 failed: no network");
        assertThat(StatusView.plain(status))
                .endsWith("; boots: 1 stage-one, 2 fetching (12 % at least), 1 up, 1 failed");
        assertThat(NodesView.nodes(status, false)).anyMatch(line -> line.endsWith("  fetching 37 %"));
        assertThat(NodesView.nodes(status, true)).hasSize(3).last().isEqualTo("  n5: boot of os:2 failed: no network");
    }

    @Test
    void namesAFewOfManyFailures() {
        List<ClusterStatus.Node> nodes = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            nodes.add(booting("n" + i, BootStage.Stage.FAILED, 0, "why"));
        }
        assertThat(BootView.lines(Samples.status(Samples.transfer(5, 0), nodes)))
                .hasSize(10)
                .last()
                .isEqualTo("  and 2 more: 'peerboot status --failed'");
    }

    @Test
    void namesThoseWhoSentWrongBytes() {
        ImageProgress image =
                new ImageProgress(Samples.DIGEST, State.FETCHING, 1, 2, 10, 0, Map.of(), List.of("n9"), null);
        ClusterStatus.Node node = new ClusterStatus.Node(
                "n1", "leaf1", "up", false, Limits.NONE, 3, 0, List.of(image), null, null, null, null);
        assertThat(NodesView.nodes(Samples.status(Samples.transfer(5, 0), List.of(node)), false))
                .contains("  n1: rocky9:v8: wrong bytes came from n9");
    }

    @Test
    void letsNoForeignTextMoveTheCursor() {
        assertThat(Printable.text("a\033[2Jb\rc\u202Ed")).isEqualTo("a?[2Jb?c?d");
    }
}
