package org.peerboot.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.cluster.reader.Asked;
import org.peerboot.cluster.reader.Commands;
import org.peerboot.cluster.reader.Head;
import org.peerboot.cluster.reader.Question;
import org.peerboot.cluster.reader.ReaderMode;
import org.peerboot.cluster.reader.ReaderSettings;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Json;

/** The parent's side, with an answerer in this process in place of the child. */
@Timeout(120)
class SlurmWorkloadManagerTest {
    @TempDir
    Path dir;

    private final BlockingQueue<Object> said = new LinkedBlockingQueue<>();
    private final BlockingQueue<Question> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> lives = new LinkedBlockingQueue<>();
    private SlurmWorkloadManager slurm;

    private Asked<SlurmAnswer> reader() {
        lives.add("begun");
        return new Asked<>() {
            @Override
            public SlurmAnswer ask(Question question, Duration patience) {
                asked.add(question);
                try {
                    Object answer = answers.take();
                    if (answer instanceof RefusedException refused) {
                        throw refused;
                    }
                    return Json.read(Json.write(answer), SlurmAnswer.class, "test");
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new RefusedException("test", "stopped", "go on", e);
                }
            }

            @Override
            public void close() {
                lives.add("ended");
            }
        };
    }

    private void start() {
        ReaderSettings settings = new ReaderSettings(
                SlurmSettings.SLURM,
                Duration.ofMillis(20),
                Duration.ofSeconds(60),
                null,
                ReaderMode.COMMANDS,
                null,
                "/usr/bin",
                7071);
        slurm = new SlurmWorkloadManager(
                settings,
                this::reader,
                new Commands(SlurmSettings.SLURM, Map.of("PATH", dir + ":/usr/bin:/bin"), Duration.ofSeconds(60)),
                Clock.systemUTC());
        slurm.start(new WorkloadManager.Listener() {
            @Override
            public void snapshot(ClusterSnapshot snapshot) {
                said.add(snapshot);
            }

            @Override
            public void warning(@Nullable String reason) {
                said.add(Optional.ofNullable(reason));
            }
        });
    }

    @AfterEach
    void stop() {
        if (slurm != null) {
            slurm.close();
        }
    }

    private static SlurmAnswer whole(long number) {
        RawCluster raw = Recorded.cluster();
        return new SlurmAnswer(
                new Head(number, "commands", "the library is missing", 5, null, raw.version(), List.of()),
                raw.nodes(),
                raw.jobs(),
                raw.switches(),
                raw.reservations(),
                Map.of(0L, "root"));
    }

    private static SlurmAnswer nothingNew(long number) {
        return new SlurmAnswer(
                new Head(number, "commands", null, 5, null, "22.05.8", List.of()), null, null, null, null, null);
    }

    private static RefusedException trouble() {
        return new RefusedException("slurm-reader", "ended with exit code 7", "look");
    }

    private <T> T await(Class<T> kind, Predicate<T> wanted) throws InterruptedException {
        while (true) {
            Object next = said.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("not said: " + kind).isNotNull();
            if (kind.isInstance(next) && wanted.test(kind.cast(next))) {
                return kind.cast(next);
            }
        }
    }

    private ClusterSnapshot awaitNodes() throws InterruptedException {
        return await(ClusterSnapshot.class, snapshot -> !snapshot.nodes().isEmpty());
    }

    private void awaitWarning(String word) throws InterruptedException {
        await(Optional.class, reason -> String.valueOf(reason.orElse("")).contains(word));
    }

    @Test
    void tellsTheFirstAnswerBeforeStartReturns() {
        answers.add(whole(1));
        start();
        assertThat((ClusterSnapshot) said.poll()).satisfies(snapshot -> {
            assertThat(snapshot.nodes()).hasSize(8);
            assertThat(snapshot.jobs().get("10").user()).isEqualTo("root");
        });
    }

    @Test
    void comesUpWithoutSlurmAndSaysSo() throws Exception {
        answers.add(trouble());
        start();
        assertThat(((ClusterSnapshot) said.poll()).nodes()).isEmpty();
        awaitWarning("every node counts as busy");
        answers.add(whole(1));
        awaitNodes();
        await(Optional.class, Optional::isEmpty);
    }

    @Test
    void confirmsWhatHasNotChanged() throws Exception {
        answers.add(whole(1));
        answers.add(nothingNew(2));
        start();
        ClusterSnapshot first = awaitNodes();
        ClusterSnapshot second = awaitNodes();
        assertThat(second.nodes()).isSameAs(first.nodes());
        assertThat(second.timeMillis()).isGreaterThan(first.timeMillis());
        assertThat(asked.take().known()).isZero();
        assertThat(asked.take().known()).isEqualTo(1);
    }

    @Test
    void startsAnotherReaderAfterOneFailedAndAsksItForAll() throws Exception {
        answers.add(whole(1));
        answers.add(trouble());
        answers.add(whole(1));
        start();
        awaitNodes();
        awaitWarning("ended with exit code 7");
        awaitNodes();
        await(Optional.class, Optional::isEmpty);
        assertThat(lives).containsExactly("begun", "ended", "begun");
        assertThat(asked).extracting(Question::known).startsWith(0L, 1L, 0L);
    }

    @Test
    void keepsTheLastGoodStateWhileSlurmIsDownAndRenewsTheReaderInTheEnd() throws Exception {
        answers.add(whole(1));
        for (int i = 2; i < 5; i++) {
            Head head = new Head(i, "commands", null, 1, "Unable to contact slurm controller", null, List.of());
            answers.add(new SlurmAnswer(head, null, null, null, null, null));
        }
        answers.add(whole(1));
        start();
        awaitNodes();
        awaitWarning("stays in force");
        awaitNodes();
        assertThat(lives).containsExactly("begun", "ended", "begun");
        assertThat(asked).extracting(Question::known).startsWith(0L, 1L, 0L, 0L, 0L);
    }

    @Test
    void takesNoAnswerThatLeavesOutWhatWasNeverTold() throws Exception {
        answers.add(nothingNew(1));
        start();
        awaitWarning("left out what was not told before");
    }

    @Test
    void ordersRebootsBySlurmsCommand() throws Exception {
        answers.add(whole(1));
        start();
        Script.write(dir, "scontrol", "for word; do echo \"$word\"; done >" + dir.resolve("asked"));
        slurm.reboot(List.of("n2", "n1"), "image os:2\nfor all");
        assertThat(Files.readAllLines(dir.resolve("asked")))
                .containsExactly("reboot", "ASAP", "nextstate=RESUME", "reason=image os:2 for all", "n[1-2]");
    }

    @Test
    void saysWhySlurmDoesNotReboot() throws IOException {
        answers.add(whole(1));
        start();
        Script.write(dir, "scontrol", "echo 'slurm_reboot_nodes error: Access/permission denied' >&2; exit 1");
        assertThatThrownBy(() -> slurm.reboot(List.of("n1"), "test"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Access/permission denied");
    }
}
