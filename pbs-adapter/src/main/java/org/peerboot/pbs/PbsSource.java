package org.peerboot.pbs;

import org.peerboot.image.RefusedException;

/**
 * A way to ask pbs_server: its library or its commands. Used by one thread, in a child process: a read may block, and is
 * ended by the process that watches from outside.
 */
interface PbsSource extends AutoCloseable {
    /** Which way this is: {@code library} or {@code commands}. */
    String name();

    /**
     * What there is now.
     *
     * @throws RefusedException if pbs_server does not answer, or not in a way that is understood
     */
    PbsState read(Warnings warnings);

    @Override
    void close();
}
