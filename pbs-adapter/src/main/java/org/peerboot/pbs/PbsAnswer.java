package org.peerboot.pbs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.Reservation;
import org.peerboot.cluster.Switch;
import org.peerboot.cluster.reader.Answer;

/**
 * One line from the reader. A list that is absent has not changed since the answer that the asker knows.
 *
 * @param number of this answer; counts from 1
 * @param source {@code library} or {@code commands}
 * @param instead why it is not the library; absent where it is, or was not wanted
 * @param serverMillis how long pbs_server was busy with this, or less
 * @param failure why there is nothing more in this answer; absent if all is well
 * @param warnings what PBS said that was not understood; the rest is in this answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PbsAnswer(
        long number,
        String source,
        @Nullable String instead,
        long serverMillis,
        @Nullable String failure,
        @Nullable String version,
        @Nullable List<Node> nodes,
        @Nullable List<Switch> switches,
        @Nullable List<Job> jobs,
        @Nullable List<Reservation> reservations,
        List<String> warnings)
        implements Answer {

    static PbsAnswer failed(long number, String source, @Nullable String instead, long serverMillis, String failure) {
        return new PbsAnswer(number, source, instead, serverMillis, failure, null, null, null, null, null, List.of());
    }

    boolean changesNothing() {
        return nodes == null && switches == null && jobs == null && reservations == null;
    }
}
