package org.peerboot.wire;

/** A job began or ended on this node, told by the shim. A hint: the workload manager's snapshot is the truth. */
public record JobEvent(String job, boolean begins) implements PeerMessage {}
