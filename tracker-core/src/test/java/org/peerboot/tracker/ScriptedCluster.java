package org.peerboot.tracker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.NodeState;
import org.peerboot.cluster.Switch;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.cluster.WorkloadManagerFactory;
import org.peerboot.image.RefusedException;

/** A workload manager that says what a test tells it to: kind {@code scripted}, setting {@code name}. */
public final class ScriptedCluster implements WorkloadManagerFactory {
    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();

    static final class Script implements WorkloadManager {
        private final List<Node> nodes = new ArrayList<>();
        private final List<Job> jobs = new ArrayList<>();
        private Listener listener;
        /** What the tracker asked to be rebooted, each call's nodes in one text. */
        final BlockingQueue<String> reboots = new LinkedBlockingQueue<>();
        /** Why no node is rebooted; absent where they are. */
        volatile @Nullable RefusedException cannotReboot;

        Script node(String name, String address, String... features) {
            return node(name, Map.of("eth", address), features);
        }

        Script node(String name, Map<String, String> addresses, String... features) {
            nodes.add(new Node(name, name, addresses, 7071, "leaf1", Set.of(NodeState.IDLE), Set.of(features)));
            return this;
        }

        void job(String id, String node) {
            job(new Job(id, "ann", List.of(node), JobState.RUNNING, "all", true, null, null));
        }

        synchronized void job(Job job) {
            jobs.add(job);
            tell();
        }

        @Override
        public void reboot(Collection<String> wanted, String reason) {
            RefusedException refusal = cannotReboot;
            if (refusal != null) {
                throw refusal;
            }
            if (!wanted.isEmpty()) {
                reboots.add(String.join(",", wanted));
            }
        }

        synchronized void noJobs() {
            jobs.clear();
            tell();
        }

        ClusterSnapshot snapshot() {
            return snapshot(System.currentTimeMillis());
        }

        private ClusterSnapshot snapshot(long millis) {
            return new ClusterSnapshot(
                    millis, name(), nodes, List.of(new Switch("leaf1", null, 0)), List.of(), List.copyOf(jobs));
        }

        void tell() {
            listener.snapshot(snapshot());
        }

        /** The same as of another time. */
        void tellOf(long millis) {
            listener.snapshot(snapshot(millis));
        }

        @Override
        public String name() {
            return "scripted:test";
        }

        @Override
        public synchronized void start(Listener told) {
            listener = told;
            tell();
        }

        @Override
        public void close() {}
    }

    static Script script(String name) {
        return SCRIPTS.computeIfAbsent(name, n -> new Script());
    }

    @Override
    public String kind() {
        return "scripted";
    }

    @Override
    public WorkloadManager create(Map<String, String> settings, String place) {
        return script(settings.get("name"));
    }
}
