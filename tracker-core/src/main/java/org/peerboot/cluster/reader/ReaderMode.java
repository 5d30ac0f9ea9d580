package org.peerboot.cluster.reader;

/** How a workload manager is asked. */
public enum ReaderMode {
    /** By the library where it is there and of the right version, else by the commands. */
    AUTO,
    LIBRARY,
    COMMANDS
}
