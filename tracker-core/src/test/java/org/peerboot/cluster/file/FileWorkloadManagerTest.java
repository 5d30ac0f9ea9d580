package org.peerboot.cluster.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalMatchers.and;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.endsWith;
import static org.mockito.ArgumentMatchers.notNull;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.ArgumentCaptor;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.SetClock;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.cluster.WorkloadManagers;
import org.peerboot.image.RefusedException;

class FileWorkloadManagerTest {
    @TempDir
    private Path directory;

    private Path file;
    private final SetClock clock = new SetClock();
    private WorkloadManager manager;
    private final WorkloadManager.Listener listener = mock();

    @BeforeEach
    void describesOneNode() throws IOException {
        file = directory.resolve("cluster.yaml");
        Files.writeString(file, "nodes: [{hosts: n1}]\n");
        manager = new FileWorkloadManager(file, Duration.ofMillis(20), clock);
    }

    @AfterEach
    void closes() {
        manager.close();
    }

    private WorkloadManager.Listener soon() {
        return verify(listener, timeout(20_000).atLeastOnce());
    }

    /** Nobody sees it half written. */
    private void replace(String text) throws IOException {
        Path fresh = Files.writeString(directory.resolve("new"), text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static ClusterSnapshot with(String node) {
        return argThat(snapshot -> snapshot.nodes().containsKey(node));
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
        verify(listener).snapshot(with("n1"));
    }

    @Test
    void followsAFileThatIsRenamedIntoPlace() throws Exception {
        manager.start(listener);
        replace("nodes: [{hosts: n2}]\n");

        soon().snapshot(with("n2"));
    }

    @Test
    void followsAFileThatIsWrittenInPlace() throws Exception {
        manager.start(listener);
        Files.writeString(file, "nodes: [{hosts: \"n[1-4]\"}]\njobs: [{id: 1, user: ann, nodes: n3}]\n");

        soon().snapshot(argThat(s -> s.nodes().size() == 4 && s.jobsOn("n3").size() == 1));
    }

    @Test
    void keepsTheLastGoodSnapshotAndWarnsOfABrokenEditUntilItIsMended() throws Exception {
        manager.start(listener);
        Files.writeString(file, "nodes: [{hosts: \"n[1-\"}]\n");

        soon().warning(and(
                contains("cluster.yaml line 1, host list \"n[1-\" position 2"),
                endsWith("(the last good state of the cluster stays in force)")));
        verify(listener, never()).snapshot(argThat(s -> !s.nodes().containsKey("n1")));

        Files.writeString(file, "nodes: [{hosts: n7}]\n");
        soon().warning(null);
        soon().snapshot(with("n7"));
    }

    @Test
    void warnsWhenTheFileIsGoneAndRecovers() throws Exception {
        manager.start(listener);
        Files.delete(file);
        soon().warning(contains("does not exist"));

        Files.writeString(file, "nodes: [{hosts: n1}]\n");
        soon().warning(null);
    }

    @Test
    void confirmsAnUnchangedSnapshotWithItsNewTime() {
        manager.start(listener);
        ArgumentCaptor<ClusterSnapshot> told = ArgumentCaptor.captor();
        verify(listener, timeout(20_000).atLeast(2)).snapshot(told.capture());
        ClusterSnapshot first = told.getAllValues().get(0);
        ClusterSnapshot later = told.getAllValues().get(1);

        assertThat(later.timeMillis()).isGreaterThan(first.timeMillis());
        assertThat(later.tellsTheSame(first)).isTrue();
        assertThat(later.nodes()).isSameAs(first.nodes());
    }

    @Test
    void isConfirmedAndReadWhenTheClockIsSetBack() throws Exception {
        manager.start(listener);
        clock.set(Duration.ofHours(-1));
        long by = clock.millis() + 60_000;
        soon().snapshot(argThat(snapshot -> snapshot.timeMillis() < by));
        replace("nodes: [{hosts: n2}]\n");
        soon().snapshot(with("n2"));
    }

    @Test
    void survivesAListenerThatFails() throws Exception {
        doThrow(new IllegalStateException("of the test")).when(listener).snapshot(with("bad"));
        manager.start(listener);
        replace("nodes: [{hosts: bad}]\n");
        soon().snapshot(with("bad"));
        replace("nodes: [{hosts: good}]\n");
        soon().snapshot(with("good"));
        verify(listener, never()).warning(notNull());
    }
}
