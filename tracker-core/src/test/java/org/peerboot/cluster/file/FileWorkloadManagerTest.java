package org.peerboot.cluster.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.cluster.WorkloadManagers;
import org.peerboot.image.RefusedException;

class FileWorkloadManagerTest {
    @TempDir
    private Path directory;

    private Path file;
    private WorkloadManager manager;
    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private final WorkloadManager.Listener listener = new WorkloadManager.Listener() {
        @Override
        public void snapshot(ClusterSnapshot snapshot) {
            told.add(snapshot);
        }

        @Override
        public void warning(String reason) {
            told.add(Optional.ofNullable(reason));
        }
    };

    @BeforeEach
    void describesOneNode() throws IOException {
        file = directory.resolve("cluster.yaml");
        Files.writeString(file, "nodes: [{hosts: n1}]\n");
        manager = new FileWorkloadManager(file, Duration.ofMillis(20), Clock.systemUTC());
    }

    @AfterEach
    void closes() {
        manager.close();
    }

    private <T> T next(Class<T> type, Predicate<T> test) throws InterruptedException {
        while (true) {
            Object next = told.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("something is told in time").isNotNull();
            if (type.isInstance(next) && test.test(type.cast(next))) {
                return type.cast(next);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private Optional<String> nextWarning() throws InterruptedException {
        return next(Optional.class, warning -> true);
    }

    @Test
    void isFoundByItsKind() {
        WorkloadManager found = WorkloadManagers.create("file", Map.of("file", file.toString()), "tracker.yaml line 9");
        assertThat(found.name()).isEqualTo("file:cluster.yaml");
        found.close();
    }

    @Test
    void refusesAnUnknownKindOrSetting() {
        assertThatThrownBy(() -> WorkloadManagers.create("slrum", Map.of(), "tracker.yaml line 9"))
                .hasMessageContaining(
                        "tracker.yaml line 9, workload manager \"slrum\": is not installed; name one of file");
        assertThatThrownBy(() -> WorkloadManagers.create("file", Map.of("pol", "1s"), "tracker.yaml line 9"))
                .hasMessage(
                        "tracker.yaml line 9, key \"pol\": is not known to the file workload manager; use file, poll");
        assertThatThrownBy(() -> WorkloadManagers.create("file", Map.of(), "tracker.yaml line 9"))
                .hasMessage("tracker.yaml line 9: lacks the key \"file\"; name the cluster file there");
    }

    @Test
    void refusesToStartWithoutTheFile() throws IOException {
        Files.delete(file);
        assertThatThrownBy(() -> manager.start(listener))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void tellsTheFirstSnapshotBeforeStartReturns() {
        manager.start(listener);
        assertThat(told.poll())
                .isInstanceOfSatisfying(
                        ClusterSnapshot.class, s -> assertThat(s.nodes()).containsOnlyKeys("n1"));
    }

    @Test
    void followsAFileThatIsRenamedIntoPlace() throws Exception {
        manager.start(listener);
        Path fresh = Files.writeString(directory.resolve("new"), "nodes: [{hosts: n2}]\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);

        next(ClusterSnapshot.class, s -> s.nodes().containsKey("n2"));
    }

    @Test
    void followsAFileThatIsWrittenInPlace() throws Exception {
        manager.start(listener);
        Files.writeString(file, "nodes: [{hosts: \"n[1-4]\"}]\njobs: [{id: 1, user: ann, nodes: n3}]\n");

        ClusterSnapshot now = next(ClusterSnapshot.class, s -> s.nodes().size() == 4);
        assertThat(now.jobsOn("n3")).hasSize(1);
    }

    @Test
    void keepsTheLastGoodSnapshotAndWarnsOfABrokenEditUntilItIsMended() throws Exception {
        manager.start(listener);
        Files.writeString(file, "nodes: [{hosts: \"n[1-\"}]\n");

        assertThat(nextWarning().orElseThrow())
                .contains("cluster.yaml line 1, host list \"n[1-\" position 2")
                .endsWith("(the last good state of the cluster stays in force)");
        assertThat(told.stream().filter(ClusterSnapshot.class::isInstance)).isEmpty();

        Files.writeString(file, "nodes: [{hosts: n7}]\n");
        assertThat(nextWarning()).isEmpty();
        next(ClusterSnapshot.class, s -> s.nodes().containsKey("n7"));
    }

    @Test
    void warnsWhenTheFileIsGoneAndRecovers() throws Exception {
        manager.start(listener);
        Files.delete(file);
        assertThat(nextWarning().orElseThrow()).contains("does not exist");

        Files.writeString(file, "nodes: [{hosts: n1}]\n");
        assertThat(nextWarning()).isEmpty();
    }

    @Test
    void confirmsAnUnchangedSnapshotWithItsNewTime() throws Exception {
        manager.start(listener);
        ClusterSnapshot first = next(ClusterSnapshot.class, s -> true);
        ClusterSnapshot later = next(ClusterSnapshot.class, s -> s.timeMillis() > first.timeMillis());

        assertThat(later.tellsTheSame(first)).isTrue();
        assertThat(later.nodes()).isSameAs(first.nodes());
    }

    @Test
    void survivesAListenerThatFails() throws Exception {
        manager.start(new WorkloadManager.Listener() {
            @Override
            public void snapshot(ClusterSnapshot snapshot) {
                told.add(snapshot);
                if (snapshot.nodes().containsKey("bad")) {
                    throw new IllegalStateException("of the test");
                }
            }

            @Override
            public void warning(String reason) {
                throw new AssertionError(reason);
            }
        });
        Files.writeString(file, "nodes: [{hosts: bad}]\n");
        next(ClusterSnapshot.class, s -> s.nodes().containsKey("bad"));
        Files.writeString(file, "nodes: [{hosts: good}]\n");
        next(ClusterSnapshot.class, s -> s.nodes().containsKey("good"));
    }
}
