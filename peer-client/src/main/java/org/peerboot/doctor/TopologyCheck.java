package org.peerboot.doctor;

import org.peerboot.wire.ClusterStatus;

/** Whether the workload manager says which leaf switch the node hangs on. */
record TopologyCheck(Membership membership) implements Check {
    @Override
    public String name() {
        return "topology";
    }

    @Override
    public Finding look() {
        ClusterStatus.Node node = membership.status().nodes().get(0);
        if (node.cell().isEmpty() || node.cell().matches("flat(/.*)?")) {
            return Finding.warning(
                    this,
                    node.node() + " is on no leaf switch",
                    "add it to topology.conf, or to the cluster's file: images cross uplinks more often than they need");
        }
        return Finding.good(this, node.node() + " is in " + node.cell());
    }
}
