package org.peerboot.cluster;

import java.util.Locale;

/** What a workload manager says of a node. A node has several at once, such as {@code idle} and {@code drain}. */
public enum NodeState {
    IDLE,
    ALLOCATED,
    MIXED,
    DOWN,
    FAIL,
    DRAIN,
    MAINTENANCE,
    RESERVED,
    /** A reboot is wanted; the node still runs. */
    REBOOT_REQUESTED,
    /** The reboot was issued and the node has not come back. */
    REBOOTING,
    POWERED_DOWN,
    POWERING_UP,
    NOT_RESPONDING,
    UNKNOWN;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
