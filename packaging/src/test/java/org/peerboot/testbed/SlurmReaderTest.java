package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.wire.ClusterStatus;

/** Slurm as the tracker reads it, by both ways at once, while all sorts of things happen to it. */
@Tag("cluster")
final class SlurmReaderTest {
    private static final int LONG = 600;

    private static SlurmCluster cluster;
    private static final List<SlurmView> VIEWS = new ArrayList<>();

    @BeforeAll
    static void up() throws IOException {
        cluster = SlurmCluster.up(MixedStates.OPTIONS);
        Path library = cluster.directory().resolve("lib/libpeerboot-slurm.so");
        MixedStates.bring(cluster);
        VIEWS.add(new SlurmView(cluster, "reader=library", "library=" + library, "poll=1s", "timeout=10s"));
        VIEWS.add(new SlurmView(cluster, "reader=commands", "poll=1s", "timeout=10s"));
        awaitEach(
                "the first news",
                view -> view.warning().isEmpty() && !view.snapshot().nodes().isEmpty());
    }

    @AfterAll
    static void down() {
        VIEWS.forEach(SlurmView::close);
        if (cluster != null) {
            cluster.close();
        }
    }

    private interface Wanted {
        boolean test(SlurmView view) throws Exception;
    }

    private static void awaitEach(String what, Wanted wanted) {
        for (SlurmView view : VIEWS) {
            cluster.await(
                    what,
                    LONG,
                    () -> wanted.test(view) + " " + view.warning() + view.snapshot(),
                    now -> now.startsWith("true"));
        }
    }

    private static List<String> missing(ClusterSnapshot snapshot) {
        return MixedStates.KINDS.entrySet().stream()
                .filter(kind -> !kind.getValue().test(snapshot))
                .map(kind -> kind.getKey())
                .toList();
    }

    private static String differences(ClusterSnapshot a, ClusterSnapshot b) {
        List<String> all = new ArrayList<>();
        Stream.concat(a.nodes().keySet().stream(), b.nodes().keySet().stream())
                .distinct()
                .filter(name -> !Objects.equals(a.node(name), b.node(name)))
                .forEach(name -> all.add(a.node(name) + " / " + b.node(name)));
        Stream.concat(a.jobs().keySet().stream(), b.jobs().keySet().stream())
                .distinct()
                .filter(id -> !Objects.equals(a.jobs().get(id), b.jobs().get(id)))
                .forEach(id -> all.add(a.jobs().get(id) + " / " + b.jobs().get(id)));
        return a.tellsTheSame(b) ? "" : "different: " + all;
    }

    @Test
    void seesTheSameByLibraryAndByCommands() {
        cluster.await(
                "both see all kinds, and the same",
                LONG,
                () -> {
                    ClusterSnapshot library = VIEWS.get(0).snapshot();
                    ClusterSnapshot commands = VIEWS.get(1).snapshot();
                    return "missing: " + missing(library) + missing(commands) + differences(library, commands);
                },
                "missing: [][]"::equals);
        assertThat(MixedStates.KINDS).hasSizeGreaterThanOrEqualTo(12);
    }

    @Test
    void outlivesSlurmctldsDeath() {
        int nodes = VIEWS.get(0).snapshot().nodes().size();
        cluster.daemon("service", "kill", "slurmctld");
        awaitEach("a warning", view -> view.warning().contains("the last good state of the cluster stays in force"));
        assertThat(VIEWS).allSatisfy(view -> assertThat(view.snapshot().nodes()).hasSize(nodes));

        cluster.daemon("service", "start", "slurmctld");
        awaitEach("news again", view -> view.warning().isEmpty());
    }

    /** All along the tracker answers, and says how old its news is. */
    @Test
    void outlivesASlurmctldThatStandsStillForAMinuteAndAHalf() throws InterruptedException {
        cluster.awaitStatus("the tracker has news", LONG, now -> now.warning() == null);
        long before = VIEWS.get(1).snapshot().timeMillis();
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        long age = 0;
        signal("STOP");
        try {
            awaitEach("a warning", view -> !view.warning().isEmpty());
            cluster.awaitStatus("the tracker warns", LONG, SlurmReaderTest::isStale);
            while (System.nanoTime() < end) {
                ClusterStatus now = cluster.status();
                assertThat(now).matches(SlurmReaderTest::isStale, "says that its news is old");
                assertThat(now.snapshotAgeMillis()).isGreaterThanOrEqualTo(age);
                age = now.snapshotAgeMillis();
                Thread.sleep(1000);
            }
        } finally {
            signal("CONT");
        }
        awaitEach("news again", view -> view.warning().isEmpty());
        assertThat(VIEWS.get(1).snapshot().timeMillis()).isGreaterThan(before);
        long old = age;
        cluster.awaitStatus(
                "the tracker has news again", LONG, now -> now.warning() == null && now.snapshotAgeMillis() < old);
    }

    private static boolean isStale(ClusterStatus status) {
        return status.warning() != null
                && status.warning().contains("the last good state of the cluster stays in force");
    }

    private static void signal(String name) {
        cluster.exec("sh", "-c", "kill -" + name + " $(cat /run/slurmctld.self.pid)")
                .good();
    }

    @Test
    void followsASlurmctldThatWasRestarted() {
        cluster.daemon("service", "stop", "slurmctld");
        cluster.daemon("service", "start", "slurmctld");
        cluster.await(
                "slurmctld answers",
                LONG,
                () -> cluster.exec("scontrol", "ping").good(),
                ping -> true);
        String job = submit("-H", "-t", "5");
        awaitEach("the new job", view -> view.snapshot().jobs().containsKey(job));
    }

    /** Slurm takes other node names with a restart; a reconfigure alone may end slurmctld. */
    @Test
    void followsANodeThatWasRenamed() throws IOException {
        Path conf = cluster.directory().resolve("etc/slurm.conf");
        cluster.daemon("service", "stop", "slurmctld");
        Files.writeString(conf, Files.readString(conf).replace("NodeName=old1 ", "NodeName=new1 "));
        cluster.daemon("service", "start", "slurmctld");
        cluster.await(
                "slurmctld is reconfigured",
                LONG,
                () -> cluster.exec("scontrol", "reconfigure").good(),
                done -> true);
        awaitEach(
                "the new name",
                view -> view.snapshot().node("new1") != null && view.snapshot().node("old1") == null);
    }

    @Test
    void seesANodeFreeAgainThoughItsEpilogIsLost() {
        String job = submit("-w", "n4", "-n1", "-t", "5");
        awaitEach("the job on n4", view -> isBusy(view, "n4"));
        cluster.daemon("n4", "kill", "slurmd");
        cluster.exec("scancel", job).good();
        cluster.exec("scontrol", "update", "nodename=n4", "state=down", "reason=crashed")
                .good();
        awaitEach("n4 free", view -> !isBusy(view, "n4"));

        cluster.daemon("n4", "start", "slurmd");
        cluster.exec("scontrol", "update", "nodename=n4", "state=resume").good();
        cluster.awaitNode("n4", LONG, "idle");
    }

    private static boolean isBusy(SlurmView view, String node) {
        return view.snapshot().jobsOn(node).stream().map(Job::state).anyMatch(state -> state.occupies());
    }

    private static String submit(String... options) {
        List<String> line = new ArrayList<>(List.of("sbatch", "--parsable", "-o", "/dev/null"));
        line.addAll(List.of(options));
        line.addAll(List.of("--wrap", "sleep 100000"));
        return cluster.exec(line.toArray(String[]::new)).good().out().strip();
    }
}
