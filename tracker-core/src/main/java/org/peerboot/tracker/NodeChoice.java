package org.peerboot.tracker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.HostList;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.Node;
import org.peerboot.image.RefusedException;
import org.peerboot.tracker.http.StatusException;

/**
 * Which nodes are meant: a host list, {@code all}, or {@code feature=}, {@code partition=}, {@code leaf=} or {@code job=}
 * and a value.
 */
final class NodeChoice {
    private NodeChoice() {}

    /**
     * The nodes of the snapshot that {@code text} means, one at least.
     *
     * @throws StatusException 404 if it names a node or a group that is not there
     * @throws RefusedException if it is not well formed
     */
    static NavigableSet<String> of(ClusterSnapshot snapshot, String text) {
        String wanted = text.strip();
        NavigableSet<String> nodes = new TreeSet<>();
        if (wanted.equals("all")) {
            nodes.addAll(snapshot.nodes().keySet());
        } else if (wanted.contains("=")) {
            nodes.addAll(group(snapshot, wanted));
        } else {
            nodes.addAll(HostList.parse(wanted));
            unknown(snapshot, nodes);
        }
        if (nodes.isEmpty()) {
            throw new StatusException(
                    404,
                    "nodes \"" + wanted + "\"",
                    "are none of " + snapshot.source(),
                    "see 'peerboot status --nodes' for what there is");
        }
        return nodes;
    }

    private static List<String> group(ClusterSnapshot snapshot, String wanted) {
        int equals = wanted.indexOf('=');
        String value = wanted.substring(equals + 1);
        return switch (wanted.substring(0, equals)) {
            case "feature" -> nodes(snapshot, node -> node.features().contains(value));
            case "partition" -> nodes(snapshot, node -> node.partitions().contains(value));
            case "leaf" -> nodes(snapshot, node -> value.equals(node.leaf()));
            case "job" -> nodes(snapshot, onJob(snapshot, value));
            default ->
                throw new RefusedException(
                        "nodes \"" + wanted + "\"",
                        "are no group that there is",
                        "write feature=NAME, partition=NAME, leaf=SWITCH, job=ID, all, or a host list such as n[1-16]");
        };
    }

    /** By its id, or by what people call it; several parts of an array may run under one label. */
    private static Predicate<Node> onJob(ClusterSnapshot snapshot, String value) {
        Set<String> names = new HashSet<>();
        for (Job job : snapshot.jobs().values()) {
            if (job.id().equals(value) || job.label().equals(value)) {
                names.addAll(job.nodes());
            }
        }
        return node -> names.contains(node.name());
    }

    private static List<String> nodes(ClusterSnapshot snapshot, Predicate<Node> which) {
        return snapshot.nodes().values().stream().filter(which).map(Node::name).toList();
    }

    private static void unknown(ClusterSnapshot snapshot, NavigableSet<String> nodes) {
        List<String> strangers = new ArrayList<>();
        for (String node : nodes) {
            if (snapshot.node(node) == null) {
                strangers.add(node);
            }
        }
        if (!strangers.isEmpty()) {
            throw new StatusException(
                    404,
                    strangers.size() == 1 ? "node " + strangers.get(0) : "nodes " + HostList.fold(strangers),
                    (strangers.size() == 1 ? "is" : "are") + " not in " + snapshot.source(),
                    "check the spelling, or add them to the cluster");
        }
    }
}
