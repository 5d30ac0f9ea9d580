package org.peerboot.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a workload manager said of the whole cluster at one moment. Immutable; maps are in the order of their keys. */
public final class ClusterSnapshot {
    private final long timeMillis;
    private final String source;
    private final Map<String, Node> nodes;
    private final Map<String, Switch> switches;
    private final Map<String, Network> networks;
    private final Map<String, Job> jobs;
    private final Map<String, Reservation> reservations;
    private final Map<String, List<Job>> jobsByNode;
    private final Map<String, List<Job>> plansByNode;
    private final Map<String, List<Reservation>> reservationsByNode;

    /**
     * @param timeMillis when this was known to be true, milliseconds since the epoch
     * @param source who said it, such as {@code file:cluster.yaml} or {@code slurm}
     */
    public ClusterSnapshot(
            long timeMillis,
            String source,
            Collection<Node> nodes,
            Collection<Switch> switches,
            Collection<Network> networks,
            Collection<Job> jobs,
            Collection<Reservation> reservations) {
        this.timeMillis = timeMillis;
        this.source = source;
        this.nodes = byName(nodes, Node::name);
        this.switches = byName(switches, Switch::name);
        this.networks = byName(networks, Network::name);
        this.jobs = byName(jobs, Job::id);
        this.reservations = byName(reservations, Reservation::name);
        this.jobsByNode = byNode(this.jobs.values(), Job::nodes);
        this.plansByNode = byNode(this.jobs.values(), Job::plannedNodes);
        this.reservationsByNode = byNode(this.reservations.values(), Reservation::nodes);
    }

    /** A cluster without reservations. */
    public ClusterSnapshot(
            long timeMillis,
            String source,
            Collection<Node> nodes,
            Collection<Switch> switches,
            Collection<Network> networks,
            Collection<Job> jobs) {
        this(timeMillis, source, nodes, switches, networks, jobs, List.of());
    }

    private ClusterSnapshot(ClusterSnapshot other, Collection<Job> jobs) {
        this.timeMillis = other.timeMillis;
        this.source = other.source;
        this.nodes = other.nodes;
        this.switches = other.switches;
        this.networks = other.networks;
        this.jobs = byName(jobs, Job::id);
        this.reservations = other.reservations;
        this.jobsByNode = byNode(this.jobs.values(), Job::nodes);
        this.plansByNode = byNode(this.jobs.values(), Job::plannedNodes);
        this.reservationsByNode = other.reservationsByNode;
    }

    private ClusterSnapshot(ClusterSnapshot other, long timeMillis, Map<String, Node> nodes) {
        this.timeMillis = timeMillis;
        this.source = other.source;
        this.nodes = nodes;
        this.switches = other.switches;
        this.networks = other.networks;
        this.jobs = other.jobs;
        this.reservations = other.reservations;
        this.jobsByNode = other.jobsByNode;
        this.plansByNode = other.plansByNode;
        this.reservationsByNode = other.reservationsByNode;
    }

    /** A cluster of which nothing is known. */
    public static ClusterSnapshot empty(String source) {
        return new ClusterSnapshot(0, source, List.of(), List.of(), List.of(), List.of());
    }

    /** The same with other jobs; shares the rest with this one. */
    public ClusterSnapshot withJobs(Collection<Job> others) {
        return new ClusterSnapshot(this, others);
    }

    /** The same with other nodes; shares the rest with this one. */
    public ClusterSnapshot withNodes(Collection<Node> others) {
        return new ClusterSnapshot(this, timeMillis, byName(others, Node::name));
    }

    /** The same, confirmed at a later time; shares everything with this one. */
    public ClusterSnapshot confirmed(long atMillis) {
        return new ClusterSnapshot(this, atMillis, nodes);
    }

    public long timeMillis() {
        return timeMillis;
    }

    public String source() {
        return source;
    }

    public Map<String, Node> nodes() {
        return nodes;
    }

    public Map<String, Switch> switches() {
        return switches;
    }

    public Map<String, Network> networks() {
        return networks;
    }

    public Map<String, Job> jobs() {
        return jobs;
    }

    public Map<String, Reservation> reservations() {
        return reservations;
    }

    public @Nullable Node node(String name) {
        return nodes.get(name);
    }

    /** Jobs that name this node, in any state. */
    public List<Job> jobsOn(String node) {
        return Collections.unmodifiableList(jobsByNode.getOrDefault(node, List.of()));
    }

    /** Jobs that wait, and that the scheduler means to begin on this node. */
    public List<Job> jobsPlannedFor(String node) {
        return Collections.unmodifiableList(plansByNode.getOrDefault(node, List.of()));
    }

    /** Reservations of this node, whenever they are. */
    public List<Reservation> reservationsOf(String node) {
        return Collections.unmodifiableList(reservationsByNode.getOrDefault(node, List.of()));
    }

    /** Whether both tell the same of the cluster, whenever and whoever said it. */
    public boolean tellsTheSame(ClusterSnapshot other) {
        return same(nodes, other.nodes)
                && same(switches, other.switches)
                && same(networks, other.networks)
                && same(jobs, other.jobs)
                && same(reservations, other.reservations);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof ClusterSnapshot s
                && timeMillis == s.timeMillis
                && source.equals(s.source)
                && tellsTheSame(s);
    }

    @Override
    public int hashCode() {
        return Objects.hash(timeMillis, source, nodes.size(), jobs.size());
    }

    @Override
    public String toString() {
        return "ClusterSnapshot[" + source + " at " + timeMillis + ": " + nodes.size() + " nodes, " + switches.size()
                + " switches, " + jobs.size() + " jobs]";
    }

    private static boolean same(Map<?, ?> a, Map<?, ?> b) {
        return a == b || a.equals(b);
    }

    private static <T> Map<String, List<T>> byNode(Collection<T> things, Function<T, List<String>> nodes) {
        Map<String, List<T>> byNode = new HashMap<>();
        for (T thing : things) {
            for (String node : nodes.apply(thing)) {
                byNode.computeIfAbsent(node, n -> new ArrayList<>(1)).add(thing);
            }
        }
        return byNode;
    }

    private static <T> Map<String, T> byName(Collection<T> things, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        boolean inOrder = true;
        String last = "";
        for (T thing : things) {
            String next = name.apply(thing);
            inOrder &= last.compareTo(next) <= 0;
            last = next;
            byName.put(next, thing);
        }
        return Collections.unmodifiableMap(inOrder ? byName : new LinkedHashMap<>(new TreeMap<>(byName)));
    }
}
