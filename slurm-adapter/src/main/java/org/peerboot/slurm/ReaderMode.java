package org.peerboot.slurm;

/** How slurmctld is asked. */
enum ReaderMode {
    /** By the library where it is there and of the right version, else by the commands. */
    AUTO,
    LIBRARY,
    COMMANDS
}
