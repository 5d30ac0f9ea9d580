package org.peerboot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.wire.Json;
import org.peerboot.wire.RebootPlan;
import org.peerboot.wire.RebootPlan.Phase;
import org.peerboot.wire.RebootPlan.State;
import org.peerboot.wire.RebootPlan.Step;

class RebootCommandTest {
    @TempDir
    private Path directory;

    private StubTracker tracker;
    private Shell shell;

    @BeforeEach
    void start() throws Exception {
        tracker = new StubTracker();
        shell = new Shell(directory).with(tracker);
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    private static RebootPlan plan(State state, int wave, @Nullable String why, Step... steps) {
        return new RebootPlan(
                3,
                "rocky9:v8",
                Samples.DIGEST,
                "n[1-2]",
                "root",
                1,
                state,
                List.of(1, 2),
                wave,
                1,
                why,
                List.of(steps));
    }

    private static Step step(String node, Phase phase, @Nullable String reason) {
        return new Step(node, phase, 1, reason);
    }

    @Test
    void followsThePlanUntilItIsDone() {
        tracker.then(plan(State.RUNNING, 0, null, step("n1", Phase.FETCHING, null), step("n2", Phase.FETCHING, null)))
                .then(List.of(
                        plan(State.RUNNING, 1, null, step("n1", Phase.DONE, null), step("n2", Phase.BOOTING, null))))
                .then(List.of(plan(State.DONE, 1, null, step("n1", Phase.DONE, null), step("n2", Phase.DONE, null))));
        assertThat(shell.type("reboot", "n[1-2]", "rocky9:v8")).isZero();
        assertThat(shell.out().lines().toList())
                .first()
                .isEqualTo("plan 3: rocky9:v8 on n[1-2], wave 1 of 2: 2 fetching");
        assertThat(shell.out()).endsWith("plan 3: rocky9:v8 on n[1-2], done: 2 done\n");
        assertThat(tracker.requests())
                .containsExactly(
                        "POST /v1/reboot {\"image\":\"rocky9:v8\",\"nodes\":\"n[1-2]\",\"waves\":null,"
                                + "\"maxFailed\":null}",
                        "GET /v1/reboots?plan=3 ",
                        "GET /v1/reboots?plan=3 ");
    }

    @Test
    void failsWithTheReasonOnceAllAreBack() {
        Step failed = step("n1", Phase.FAILED, "booted 0123456789ab instead");
        tracker.then(plan(State.RUNNING, 1, null, failed, step("n2", Phase.BOOTING, null)))
                .then(List.of(
                        plan(State.BLOWN, 1, "1 nodes failed, and 0 may", failed, step("n2", Phase.BOOTING, null))))
                .then(List.of(plan(State.BLOWN, 1, "1 nodes failed, and 0 may", failed, step("n2", Phase.DONE, null))));
        assertThat(shell.type("reboot", "n[1-2]", "rocky9:v8", "--wave", "50%,100%", "--max-failed", "0"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(shell.err())
                .contains("reboot into rocky9:v8: blown: 1 nodes failed, and 0 may; 'peerboot reboot --status' says");
        assertThat(tracker.requests()).hasSize(3);
        assertThat(tracker.body(0)).contains("\"waves\":[\"50%\",\"100%\"],\"maxFailed\":\"0\"");
    }

    @Test
    void doesNotWaitWhenDetached() {
        RebootPlan begun = plan(State.RUNNING, 0, null, step("n1", Phase.FETCHING, null));
        tracker.then(begun);
        assertThat(shell.type("reboot", "n1", "rocky9:v8", "--detach")).isZero();
        assertThat(shell.out()).isEqualTo("plan 3: rocky9:v8 on n[1-2], wave 1 of 2: 1 fetching\n");
        assertThat(shell.type("reboot", "n1", "rocky9:v8", "--detach", "--json"))
                .isZero();
        assertThat(Json.read(shell.out(), RebootPlan.class, "stdout")).isEqualTo(begun);
        assertThat(tracker.requests()).hasSize(2);
    }

    @Test
    void showsEachNodeWithItsReason() {
        tracker.then(List.of(plan(
                State.RUNNING,
                0,
                "slurm: slurmctld does not answer",
                step("n1", Phase.ISSUED, "waits for its job to end"),
                step("n2", Phase.READY, null))));
        assertThat(shell.type("reboot", "--status")).isZero();
        assertThat(shell.out().lines().toList())
                .containsExactly(
                        "plan 3: rocky9:v8 on n[1-2], wave 1 of 2 (slurm: slurmctld does not answer): 1 ready, 1 issued",
                        "  NODE  REBOOT  WHY",
                        "  n1    issued  waits for its job to end",
                        "  n2    ready");
        assertThat(tracker.requests()).containsExactly("GET /v1/reboots ");
    }

    @Test
    void stopsAPlan() {
        tracker.then(plan(State.STOPPED, 0, "stopped by root", step("n1", Phase.READY, null)));
        assertThat(shell.type("reboot", "--stop", "3")).isZero();
        assertThat(shell.out()).isEqualTo("plan 3: rocky9:v8 on n[1-2], stopped (stopped by root): 1 ready\n");
        assertThat(tracker.requests()).containsExactly("POST /v1/reboots/stop?plan=3 ");
    }

    @Test
    void wantsNodesAndImageOrOneOfTheOthers() {
        for (String[] line : new String[][] {
            {"reboot"}, {"reboot", "n1"}, {"reboot", "n1", "a:1", "--status"}, {"reboot", "--status", "--stop", "3"}
        }) {
            assertThat(shell.type(line)).as(String.join(" ", line)).isEqualTo(ExitCode.USAGE);
        }
        assertThat(tracker.requests()).isEmpty();
    }
}
