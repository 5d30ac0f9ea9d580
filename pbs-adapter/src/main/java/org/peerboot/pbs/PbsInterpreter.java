package org.peerboot.pbs;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.reader.Interpreter;
import org.peerboot.image.RefusedException;

/** Snapshots of the reader's answers, each laid over the one before. */
final class PbsInterpreter implements Interpreter<PbsAnswer> {
    @Override
    public ClusterSnapshot snapshot(PbsAnswer answer, @Nullable ClusterSnapshot before, long askedMillis) {
        if (before == null
                && (answer.nodes() == null
                        || answer.switches() == null
                        || answer.jobs() == null
                        || answer.reservations() == null)) {
            throw new RefusedException("pbs-reader", "left out what was not told before", "report it");
        }
        ClusterSnapshot known = before == null ? ClusterSnapshot.empty(PbsSettings.PBS.kind()) : before;
        if (before != null && answer.changesNothing()) {
            return known.confirmed(askedMillis);
        }
        return new ClusterSnapshot(
                askedMillis,
                PbsSettings.PBS.kind(),
                over(answer.nodes(), known.nodes().values()),
                over(answer.switches(), known.switches().values()),
                List.of(),
                over(answer.jobs(), known.jobs().values()),
                over(answer.reservations(), known.reservations().values()));
    }

    private static <T> Collection<T> over(@Nullable List<T> now, Collection<T> before) {
        return now == null ? before : now;
    }
}
