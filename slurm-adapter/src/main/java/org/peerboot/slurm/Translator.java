package org.peerboot.slurm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.HostList;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Network;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.Reservation;
import org.peerboot.cluster.Switch;
import org.peerboot.image.RefusedException;

/** Slurm's words into a snapshot. Pure: what both sources tell goes through here, so equal words are equal snapshots. */
final class Translator {
    /** Slurm knows one address of a node. */
    static final Network NETWORK = new Network("slurm", "", 0);

    private final RawCluster raw;
    private final LongFunction<String> users;
    private final int bulkPort;
    private final Map<String, String> leaves;
    private final Map<String, String> parents = new HashMap<>();

    private Translator(RawCluster raw, LongFunction<String> users, int bulkPort) {
        this.raw = raw;
        this.leaves = Leaves.of(raw.switches()).ofNode();
        this.users = users;
        this.bulkPort = bulkPort;
    }

    /**
     * @param users the name of a user id
     * @param bulkPort where every node's peer serves
     * @param askedMillis when Slurm was asked, milliseconds since the epoch
     * @throws RefusedException naming a host list that is none
     */
    static ClusterSnapshot snapshot(
            RawCluster raw, LongFunction<String> users, int bulkPort, long askedMillis, String source) {
        return new Translator(raw, users, bulkPort).all(askedMillis, source);
    }

    private ClusterSnapshot all(long askedMillis, String source) {
        for (SlurmSwitch at : raw.switches()) {
            names(at.switches(), "switch", at.name()).forEach(below -> parents.putIfAbsent(below, at.name()));
        }
        List<Node> nodes = raw.nodes().stream().map(this::node).toList();
        List<Job> jobs = new ArrayList<>(raw.jobs().size());
        for (SlurmJob job : raw.jobs()) {
            add(job, jobs);
        }
        return new ClusterSnapshot(
                askedMillis,
                source,
                nodes,
                raw.switches().stream()
                        .map(at -> new Switch(at.name(), parents.get(at.name()), 0))
                        .toList(),
                List.of(NETWORK),
                jobs,
                raw.reservations().stream().map(Translator::reservation).toList());
    }

    private Node node(SlurmNode node) {
        String host = node.hostName().isEmpty() ? node.name() : node.hostName();
        // an address that is the host's own name says nothing that looking the host up does not
        boolean plain = node.address().isEmpty() || node.address().equals(host);
        return new Node(
                node.name(),
                host,
                plain ? Map.of() : Map.of(NETWORK.name(), node.address()),
                bulkPort,
                leaves.get(node.name()),
                NodeWords.states(node.state()),
                NodeWords.list(node.activeFeatures()),
                NodeWords.list(node.partitions()));
    }

    private void add(SlurmJob job, List<Job> jobs) {
        JobState state = JobWords.state(job.state(), !job.nodes().isEmpty());
        if (state == JobState.ENDED) {
            return;
        }
        boolean waits = state == JobState.PENDING;
        jobs.add(new Job(
                Long.toString(job.jobId()),
                job.label(),
                users.apply(job.userId()),
                names(job.nodes(), "job", job.label()),
                state,
                job.partition(),
                job.qos(),
                job.reservation().isEmpty() ? null : job.reservation(),
                job.overSubscribe().equals("NO"),
                millis(job.startSeconds()),
                millis(job.endSeconds()),
                waits ? names(job.plannedNodes(), "job", job.label()) : List.of(),
                List.of()));
    }

    private static Reservation reservation(SlurmReservation it) {
        return new Reservation(
                it.name(),
                names(it.nodes(), "reservation", it.name()),
                it.startSeconds() * 1000,
                it.endSeconds() * 1000,
                it.maintenance());
    }

    private static @Nullable Long millis(long seconds) {
        return seconds <= 0 ? null : seconds * 1000;
    }

    private static List<String> names(String hostList, String kind, String name) {
        return hostList.isEmpty() ? List.of() : HostList.parse(hostList, "Slurm's " + kind + " " + name);
    }
}
