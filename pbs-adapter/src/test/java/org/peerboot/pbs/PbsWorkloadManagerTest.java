package org.peerboot.pbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.cluster.reader.Answering;
import org.peerboot.cluster.reader.Asked;
import org.peerboot.cluster.reader.Follower;
import org.peerboot.cluster.reader.Question;
import org.peerboot.cluster.reader.Sources;
import org.peerboot.wire.Json;

/** From PBS's commands to the tracker's listener, with the reader in this process in place of the child. */
@Timeout(60)
class PbsWorkloadManagerTest {
    @TempDir
    Path dir;

    private final BlockingQueue<ClusterSnapshot> snapshots = new LinkedBlockingQueue<>();
    private final BlockingQueue<Optional<String>> warnings = new LinkedBlockingQueue<>();
    private FakeCommands commands;

    @BeforeEach
    void record() throws IOException {
        commands = FakeCommands.recorded(dir);
    }

    private WorkloadManager start() {
        Answering<PbsNews, PbsAnswer> reader =
                PbsAnswer.from(new Sources<>(commands.source(), null), new Translator("", 7071), System::nanoTime);
        Asked<PbsAnswer> asked = new Asked<>() {
            @Override
            public PbsAnswer ask(Question question, Duration patience) {
                return Json.read(Json.write(reader.apply(question)), PbsAnswer.class, "test");
            }

            @Override
            public void close() {}
        };
        WorkloadManager pbs = new PbsWorkloadManager(new Follower<>(
                PbsSettings.PBS,
                Duration.ofMillis(20),
                Duration.ofSeconds(30),
                () -> asked,
                new PbsInterpreter(),
                Clock.systemUTC()));
        pbs.start(new WorkloadManager.Listener() {
            @Override
            public void snapshot(ClusterSnapshot snapshot) {
                snapshots.add(snapshot);
            }

            @Override
            public void warning(@Nullable String reason) {
                warnings.add(Optional.ofNullable(reason));
            }
        });
        return pbs;
    }

    private Optional<String> nextWarning() throws InterruptedException {
        Optional<String> next = warnings.poll(50, TimeUnit.SECONDS);
        assertThat(next).as("no warning came").isNotNull();
        return next;
    }

    @Test
    void tellsTheWholeAndThenConfirmsIt() throws InterruptedException {
        try (WorkloadManager pbs = start()) {
            ClusterSnapshot first = snapshots.take();
            ClusterSnapshot second = snapshots.take();
            assertThat(first.nodes()).hasSize(4);
            assertThat(first.jobsOn("n3")).extracting(job -> job.id()).contains("12.pbssrv", "14[5].pbssrv");
            assertThat(second.nodes()).isSameAs(first.nodes());
            assertThat(warnings).isEmpty();
        }
    }

    @Test
    void saysWhatItDoesNotUnderstandForAsLongAsThatIsSo() throws Exception {
        commands.print("server", "hostile/server-cut");
        try (WorkloadManager pbs = start()) {
            assertThat(nextWarning())
                    .hasValueSatisfying(words -> assertThat(words)
                            .startsWith("PBS is understood in part: ")
                            .contains("qstat -B -f -F json says nothing of use"));
            assertThat(snapshots.take().nodes()).hasSize(4);
            commands.print("server", "qstat-Bf.json");
            assertThat(nextWarning()).isEmpty();
        }
    }

    @Test
    void keepsTheLastGoodStateWhileTheServerIsAway() throws Exception {
        try (WorkloadManager pbs = start()) {
            snapshots.take();
            commands.script("qstat", "echo 'Connection refused' >&2; exit 1");
            assertThat(nextWarning())
                    .hasValueSatisfying(words -> assertThat(words)
                            .contains("PBS gives no news: qstat -f -t -F json: Connection refused")
                            .contains("stays in force"));
        }
    }

    @Test
    void doesNotRebootForAnAdministrator() {
        try (WorkloadManager pbs = start()) {
            assertThatThrownBy(() -> pbs.reboot(List.of("n1"), "test"))
                    .hasMessageContaining("pbs: cannot reboot nodes");
        }
    }
}
