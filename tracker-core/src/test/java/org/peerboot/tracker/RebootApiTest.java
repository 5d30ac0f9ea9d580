package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peerboot.tracker.TestTracker.error;
import static org.peerboot.tracker.TestTracker.ok;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Digest;
import org.peerboot.image.Manifest;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Api;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.RebootPlan;
import org.peerboot.wire.RebootPlan.Phase;
import org.peerboot.wire.RebootPlan.State;
import org.peerboot.wire.RebootRequest;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.WantedImage;

class RebootApiTest {
    @TempDir
    Path dir;

    private TestTracker tracker;

    @BeforeEach
    void start() throws Exception {
        tracker = new TestTracker(dir);
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    private RebootPlan reboot(String nodes, String image, @Nullable List<String> waves) {
        return ok(tracker.post(Api.REBOOT, new RebootRequest(image, nodes, waves, null)), RebootPlan.class);
    }

    private List<RebootPlan> plans() {
        return List.of(ok(tracker.get(Api.REBOOTS), RebootPlan[].class));
    }

    private RebootPlan awaitPlan(Predicate<RebootPlan> wanted) throws InterruptedException {
        RebootPlan plan = plans().get(0);
        for (long end = System.nanoTime() + 60_000_000_000L; !wanted.test(plan); plan = plans().get(0)) {
            assertThat(System.nanoTime()).as("within 60 s: %s", plan).isLessThan(end);
            Thread.sleep(50);
        }
        return plan;
    }

    private static Phase phase(RebootPlan plan, String node) {
        return plan.steps().stream()
                .filter(step -> step.node().equals(node))
                .findFirst()
                .orElseThrow()
                .phase();
    }

    private String issued() throws InterruptedException {
        String nodes = tracker.cluster.reboots.poll(60, TimeUnit.SECONDS);
        assertThat(nodes).as("a reboot within 60 s").isNotNull();
        return nodes;
    }

    @Test
    void ofTheImagesWithAKernelTheOneAssignedLastIsToBeBooted() throws Exception {
        Manifest first = tracker.publishBootable("os:1", 1);
        Manifest second = tracker.publishBootable("os:2", 2);
        tracker.publish("data:v1", 1000, 3);
        tracker.assign(Api.ASSIGN, "os:1", "n1");
        tracker.assign(Api.ASSIGN, "os:2", "n1");
        tracker.assign(Api.ASSIGN, "data:v1", "n1");
        try (FakePeer peer = FakePeer.of(tracker, "n1")) {
            peer.update(update ->
                    boots(update.images(), second.digest()) && update.images().size() == 3);
            tracker.assign(Api.ASSIGN, "os:1", "n1");
            peer.update(update -> boots(update.images(), first.digest()));
            tracker.assign(Api.UNASSIGN, "os:1", "n1");
            peer.update(update -> boots(update.images(), second.digest()));
        }
        assertThat(node("n1").boot()).isEqualTo("os:2");
    }

    private static boolean boots(List<WantedImage> images, Digest one) {
        return images.stream()
                .filter(WantedImage::boot)
                .map(WantedImage::digest)
                .toList()
                .equals(List.of(one));
    }

    private ClusterStatus.Node node(String name) {
        return tracker.status().nodes().stream()
                .filter(node -> node.node().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void statusSaysWhyANodeRunsAnother() throws Exception {
        Manifest first = tracker.publishBootable("os:1", 1);
        Manifest second = tracker.publishBootable("os:2", 2);
        tracker.assign(Api.ASSIGN, "os:2", "n1");
        try (FakePeer peer = FakePeer.booted(tracker, "n1", first.digest(), "image os:2 is not here yet")) {
            peer.next();
            assertThat(node("n1").booted()).isEqualTo(first.digest());
            assertThat(node("n1").bootNote()).isEqualTo("image os:2 is not here yet");
        }
        try (FakePeer peer = FakePeer.booted(tracker, "n1", second.digest(), "what was is no matter")) {
            peer.next();
            assertThat(node("n1").booted()).isEqualTo(second.digest());
            assertThat(node("n1").bootNote()).isNull();
        }
    }

    @Test
    void nodesAreRebootedWaveByWaveAsTheyBecomeReady() throws Exception {
        Digest image = tracker.publishBootable("os:1", 1).digest();
        RebootPlan begun = reboot("n[1-2]", "os:1", List.of("1", "100%"));
        assertThat(begun.steps()).extracting(RebootPlan.Step::phase).containsOnly(Phase.FETCHING);
        assertThat(node("n1").boot()).isEqualTo("os:1");
        try (FakePeer two = FakePeer.of(tracker, "n2", image)) {
            assertThat(issued()).isEqualTo("n2");
        }
        try (FakePeer one = FakePeer.of(tracker, "n1", image)) {
            awaitPlan(plan -> phase(plan, "n1") == Phase.READY && phase(plan, "n2") == Phase.BOOTING);
            assertThat(tracker.cluster.reboots).isEmpty();
            try (FakePeer two = FakePeer.booted(tracker, "n2", image, null, image)) {
                assertThat(issued()).isEqualTo("n1");
                one.close();
                try (FakePeer again = FakePeer.booted(tracker, "n1", image, null, image)) {
                    assertThat(awaitPlan(plan -> plan.state() == State.DONE).steps())
                            .extracting(RebootPlan.Step::phase)
                            .containsOnly(Phase.DONE);
                }
            }
        }
    }

    /** The scripted workload manager never tells of the order. */
    @Test
    void aNodeIsSparedAsASourceFromItsOrderUntilItHasGone() throws Exception {
        Digest image = tracker.publishBootable("os:1", 1).digest();
        tracker.assign(Api.ASSIGN, "os:1", "n2");
        try (FakePeer two = FakePeer.of(tracker, "n2")) {
            try (FakePeer one = FakePeer.of(tracker, "n1", image)) {
                two.update(update -> leaves(update, "n1").equals("stays"));
                reboot("n1", "os:1", null);
                two.update(update -> leaves(update, "n1").equals("0.0 scripted:test, reboot-requested"));
                assertThat(issued()).isEqualTo("n1");
            }
            two.update(update -> leaves(update, "n1").equals("no source"));
            try (FakePeer again = FakePeer.booted(tracker, "n1", image, null, image)) {
                two.update(update -> leaves(update, "n1").equals("stays"));
            }
        }
    }

    private static String leaves(TrackerUpdate update, String source) {
        return update.images().stream()
                .flatMap(image -> image.candidates().stream())
                .filter(candidate -> candidate.node().equals(source))
                .map(candidate -> candidate.attributes().get("node.leaves"))
                .map(value -> value == null ? "stays" : value.value() + " " + value.source())
                .findFirst()
                .orElse("no source");
    }

    @Test
    void aPlanOutlivesTheTracker() throws Exception {
        Digest image = tracker.publishBootable("os:1", 1).digest();
        reboot("n[1-2]", "os:1", List.of("1", "100%"));
        FakePeer.of(tracker, "n1", image);
        assertThat(issued()).isEqualTo("n1");
        awaitPlan(plan -> phase(plan, "n1") != Phase.READY);
        tracker.restart();
        assertThat(plans()).hasSize(1);
        try (FakePeer one = FakePeer.booted(tracker, "n1", image, null, image);
                FakePeer two = FakePeer.of(tracker, "n2", image)) {
            assertThat(issued()).isEqualTo("n2");
            assertThat(phase(plans().get(0), "n1")).isEqualTo(Phase.DONE);
        }
    }

    @Test
    void askedAgainItAnswersWithThePlanThatRuns() throws Exception {
        tracker.publishBootable("os:1", 1);
        tracker.publishBootable("os:2", 2);
        RebootPlan begun = reboot("n[1-2]", "os:1", null);
        assertThat(reboot("n[1-2]", "os:1", null).plan()).isEqualTo(begun.plan());
        assertThat(error(400, tracker.post(Api.REBOOT, new RebootRequest("os:2", "n[2-3]", null, null))))
                .isEqualTo("nodes n2: are being rebooted into os:1 by plan 1; wait for it, or run 'peerboot reboot"
                        + " --stop 1' first");
        assertThat(ok(tracker.call("POST", Api.REBOOT_STOP + "?plan=1", new byte[0]), RebootPlan.class)
                        .state())
                .isEqualTo(State.STOPPED);
        assertThat(reboot("n[2-3]", "os:2", null).plan()).isEqualTo(2);
        assertThat(plans()).extracting(RebootPlan::plan).containsExactly(2L, 1L);
    }

    @Test
    void aPlanThatWasStoppedRebootsNobody() throws Exception {
        Digest image = tracker.publishBootable("os:1", 1).digest();
        reboot("n1", "os:1", null);
        ok(tracker.call("POST", Api.REBOOT_STOP + "?plan=1", new byte[0]), RebootPlan.class);
        reboot("n2", "os:1", null);
        try (FakePeer one = FakePeer.of(tracker, "n1", image);
                FakePeer two = FakePeer.of(tracker, "n2", image)) {
            assertThat(issued()).isEqualTo("n2");
            assertThat(tracker.cluster.reboots).isEmpty();
        }
    }

    @Test
    void saysWhatTheWorkloadManagerHasAgainstIt() throws Exception {
        Digest image = tracker.publishBootable("os:1", 1).digest();
        reboot("n1", "os:1", null);
        tracker.cluster.cannotReboot = new RefusedException("slurmctld", "does not answer", "start it");
        try (FakePeer one = FakePeer.of(tracker, "n1", image)) {
            RebootPlan plan = awaitPlan(now -> now.why() != null);
            assertThat(plan.why()).isEqualTo("slurmctld: does not answer; start it");
            assertThat(plan.state()).isEqualTo(State.RUNNING);
            assertThat(phase(plan, "n1")).isEqualTo(Phase.READY);
        }
        assertThat(error(400, tracker.post(Api.REBOOT, new RebootRequest("os:1", "n2", null, null))))
                .contains("slurmctld: does not answer");
    }

    @Test
    void refusesWhatCannotBeBooted() throws Exception {
        tracker.publish("data:v1", 1000, 1);
        tracker.publishBootable("os:1", 1);
        assertThat(error(400, tracker.post(Api.REBOOT, new RebootRequest("data:v1", "n1", null, null))))
                .isEqualTo("image data:v1: has no kernel; publish it with --kernel, then reboot into that");
        assertThat(error(400, tracker.post(Api.REBOOT, new RebootRequest("os:1", "n1", List.of("x"), null))))
                .contains("wave \"x\"");
        assertThat(error(404, tracker.post(Api.REBOOT, new RebootRequest("os:1", "n99", null, null))))
                .contains("node n99");
        assertThat(error(404, tracker.get(Api.REBOOTS + "?plan=7"))).contains("reboot plan 7");
        assertThat(error(400, tracker.get(Api.REBOOTS + "?plan=x"))).contains("a plan that is no number");
        assertThat(plans()).isEmpty();
        assertThat(node("n1").boot()).isNull();
    }
}
