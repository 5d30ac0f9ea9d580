package org.peerboot.cluster;

import java.util.Locale;

/**
 * What a workload manager says of a node. A node has several at once, such as {@code idle} and {@code drain}: one of the
 * first seven says what it does, the others what else holds.
 */
public enum NodeState {
    IDLE,
    ALLOCATED,
    MIXED,
    DOWN,
    ERROR,
    /** A name kept for a node that is not there yet. */
    FUTURE,
    UNKNOWN,

    /** A job has ended there and its epilog has not. */
    COMPLETING,
    FAIL,
    DRAIN,
    MAINTENANCE,
    RESERVED,
    /** A waiting job is to begin there next. */
    PLANNED,
    /** A reboot is wanted; the node still runs. */
    REBOOT_REQUESTED,
    /** The reboot was issued and the node has not come back. */
    REBOOTING,
    POWERED_DOWN,
    /** On its way off, or told to go. */
    POWERING_DOWN,
    /** On its way up, or told to come. */
    POWERING_UP,
    NOT_RESPONDING,
    /** It came with less than it is configured with, so that no job is sent there. */
    INVALID_REGISTRATION,
    /** Kept from jobs by what another node does, as its share of a block of nodes. */
    BLOCKED,
    /** A cloud's: made when it is wanted. */
    CLOUD,
    /** It told of itself when it came; the configuration does not name it. */
    DYNAMIC;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
