package org.peerboot.slurm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.reader.Answer;

/**
 * One line from the reader. A list that is absent has not changed since the answer that the asker knows.
 *
 * @param number of this answer; counts from 1
 * @param source {@code library} or {@code commands}
 * @param instead why it is not the library; absent where it is, or was not wanted
 * @param serverMillis how long slurmctld was busy with this, or less
 * @param failure why there is nothing more in this answer; absent if all is well
 * @param users names of the jobs' user ids; given with the jobs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SlurmAnswer(
        long number,
        String source,
        @Nullable String instead,
        long serverMillis,
        @Nullable String failure,
        @Nullable String version,
        @Nullable List<SlurmNode> nodes,
        @Nullable List<SlurmJob> jobs,
        @Nullable List<SlurmSwitch> switches,
        @Nullable List<SlurmReservation> reservations,
        @Nullable Map<Long, String> users)
        implements Answer {

    static SlurmAnswer failed(long number, String source, @Nullable String instead, long serverMillis, String failure) {
        return new SlurmAnswer(number, source, instead, serverMillis, failure, null, null, null, null, null, null);
    }

    boolean changesNothing() {
        return nodes == null && jobs == null && switches == null && reservations == null;
    }

    /** The whole, with what has not changed taken from before; absent if that is not there. */
    @Nullable
    RawCluster over(@Nullable RawCluster before) {
        List<SlurmNode> allNodes = nodes != null || before == null ? nodes : before.nodes();
        List<SlurmJob> allJobs = jobs != null || before == null ? jobs : before.jobs();
        List<SlurmSwitch> allSwitches = switches != null || before == null ? switches : before.switches();
        List<SlurmReservation> all = reservations != null || before == null ? reservations : before.reservations();
        if (version == null || allNodes == null || allJobs == null || allSwitches == null || all == null) {
            return null;
        }
        return new RawCluster(version, allNodes, allJobs, allSwitches, all);
    }
}
