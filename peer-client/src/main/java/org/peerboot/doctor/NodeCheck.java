package org.peerboot.doctor;

import org.peerboot.image.RefusedException;
import org.peerboot.wire.ClusterStatus;

/** Whether the tracker believes this node's credential, knows the node by its name, and hears its peer. */
record NodeCheck(Membership membership) implements Check {
    @Override
    public String name() {
        return "node";
    }

    @Override
    public Finding look() {
        ClusterStatus status = membership.status();
        ClusterStatus.Node node = status.nodes().get(0);
        if (!node.peer().equals("up")) {
            throw new RefusedException(
                    "node " + node.node(),
                    "has a peer that is " + node.peer(),
                    "start it (systemctl start peerboot-peer) and look at its log: journalctl -u peerboot-peer");
        }
        if (status.warning() != null) {
            return Finding.warning(this, "the tracker warns: " + status.warning(), "see 'peerboot status'");
        }
        return Finding.good(this, "the tracker knows " + node.node() + " and hears its peer");
    }
}
