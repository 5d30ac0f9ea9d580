package org.peerboot.pbs;

import static org.peerboot.cluster.reader.Answering.changed;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.Reservation;
import org.peerboot.cluster.Switch;
import org.peerboot.cluster.reader.Answer;
import org.peerboot.cluster.reader.Answering;
import org.peerboot.cluster.reader.Head;
import org.peerboot.cluster.reader.Sources;

/** One line from the reader. A list that is absent has not changed since the answer that the asker knows. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PbsAnswer(
        Head head,
        @Nullable List<Node> nodes,
        @Nullable List<Switch> switches,
        @Nullable List<Job> jobs,
        @Nullable List<Reservation> reservations)
        implements Answer {

    /** @param busyNanos pbs_server's turn: see {@link Answering} */
    static Answering<PbsNews, PbsAnswer> from(Sources<PbsSource> from, Translator translator, LongSupplier busyNanos) {
        return new Answering<>(
                from.source().name(),
                from.instead(),
                () -> {
                    Warnings warnings = new Warnings();
                    return translator.news(from.source().read(warnings), warnings);
                },
                PbsAnswer::of,
                busyNanos);
    }

    private static PbsAnswer of(Head head, @Nullable PbsNews before, @Nullable PbsNews now) {
        if (now == null) {
            return new PbsAnswer(head, null, null, null, null);
        }
        return new PbsAnswer(
                head,
                changed(before == null ? null : before.nodes(), now.nodes()),
                changed(before == null ? null : before.switches(), now.switches()),
                changed(before == null ? null : before.jobs(), now.jobs()),
                changed(before == null ? null : before.reservations(), now.reservations()));
    }

    boolean changesNothing() {
        return nodes == null && switches == null && jobs == null && reservations == null;
    }
}
