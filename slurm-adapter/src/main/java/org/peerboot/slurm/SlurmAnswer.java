package org.peerboot.slurm;

import static org.peerboot.cluster.reader.Answering.changed;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.reader.Answer;
import org.peerboot.cluster.reader.Head;

/**
 * One line from the reader. A list that is absent has not changed since the answer that the asker knows.
 *
 * @param users names of the jobs' user ids; given with the jobs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SlurmAnswer(
        Head head,
        @Nullable List<SlurmNode> nodes,
        @Nullable List<SlurmJob> jobs,
        @Nullable List<SlurmSwitch> switches,
        @Nullable List<SlurmReservation> reservations,
        @Nullable Map<Long, String> users)
        implements Answer {

    /** @param users names of user ids, asked for only if the jobs have changed */
    static SlurmAnswer of(
            Head head,
            @Nullable RawCluster before,
            @Nullable RawCluster now,
            Function<List<SlurmJob>, Map<Long, String>> users) {
        if (now == null) {
            return new SlurmAnswer(head, null, null, null, null, null);
        }
        List<SlurmJob> jobs = changed(before == null ? null : before.jobs(), now.jobs());
        return new SlurmAnswer(
                head,
                changed(before == null ? null : before.nodes(), now.nodes()),
                jobs,
                changed(before == null ? null : before.switches(), now.switches()),
                changed(before == null ? null : before.reservations(), now.reservations()),
                jobs == null ? null : users.apply(jobs));
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
        String version = head.version();
        if (version == null || allNodes == null || allJobs == null || allSwitches == null || all == null) {
            return null;
        }
        return new RawCluster(version, allNodes, allJobs, allSwitches, all);
    }
}
