package org.peerboot.pbs;

import java.util.List;

/**
 * What PBS said, in its own words: one answer of a {@link PbsSource}. The jobs are from before the vnodes, so that a job
 * which begins between the two is on its vnodes already.
 *
 * @param version of PBS, such as {@code 23.06.06}
 * @param server its attributes
 * @param vnodes all of them
 * @param jobs with subjobs
 */
record PbsState(
        String version,
        Attributes server,
        List<Attributes> vnodes,
        List<Attributes> jobs,
        List<Attributes> reservations) {}
