package org.peerboot.cluster;

import java.util.Locale;

/** Where a job stands. */
public enum JobState {
    PENDING,
    /** Has nodes, which are still being booted or set up for it. */
    CONFIGURING,
    RUNNING,
    /** Stopped for now; it may go on at any moment and still holds its memory. */
    SUSPENDED,
    COMPLETING,
    ENDED;

    /** Whether the job's processes may be on its nodes. */
    public boolean occupies() {
        return this == RUNNING || this == SUSPENDED || this == COMPLETING;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
