package org.peerboot.slurm;

import org.peerboot.image.RefusedException;

/**
 * A way to ask slurmctld: its library or its commands. Used by one thread, in a child process: a read may block for as
 * long as Slurm likes, and is ended by the process that watches from outside.
 */
public interface SlurmSource extends AutoCloseable {
    /** Which way this is: {@code library} or {@code commands}. */
    String name();

    /**
     * What there is now. What Slurm says has not changed since the last read is told by the same list objects, so a read
     * may be as cheap as "data has not changed" to slurmctld. After a failure the next read tells all.
     *
     * @throws RefusedException if slurmctld does not answer, or not in a way that is understood
     */
    RawCluster read();

    @Override
    void close();
}
