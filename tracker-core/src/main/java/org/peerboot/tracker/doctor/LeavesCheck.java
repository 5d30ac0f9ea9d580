package org.peerboot.tracker.doctor;

import java.util.List;
import org.peerboot.cluster.HostList;
import org.peerboot.doctor.Check;
import org.peerboot.doctor.Finding;
import org.peerboot.wire.ClusterStatus;

/** Whether every node hangs on a leaf switch. */
record LeavesCheck(ClusterAnswer cluster) implements Check {
    @Override
    public String name() {
        return "topology";
    }

    @Override
    public Finding look() {
        List<ClusterStatus.Node> nodes = cluster.status().nodes();
        List<String> loose = nodes.stream()
                .filter(LeavesCheck::onNone)
                .map(ClusterStatus.Node::node)
                .toList();
        if (loose.isEmpty()) {
            return Finding.good(this, "every node hangs on a leaf switch");
        }
        return Finding.warning(
                this,
                HostList.fold(loose) + " (" + loose.size() + " of " + nodes.size() + " nodes): on no leaf switch",
                "add them to topology.conf, or to the cluster's file: images cross uplinks more often than they need");
    }

    private static boolean onNone(ClusterStatus.Node node) {
        return node.cell().isEmpty() || node.cell().matches("flat(/.*)?");
    }
}
