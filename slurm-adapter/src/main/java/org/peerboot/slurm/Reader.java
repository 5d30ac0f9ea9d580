package org.peerboot.slurm;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.reader.Question;
import org.peerboot.image.RefusedException;

/** Answers questions from one source, and remembers what the asker knows. */
final class Reader {
    private final SlurmSource source;
    private final @Nullable String instead;
    private final UserNames users;
    private final LongSupplier busyNanos;
    private @Nullable RawCluster told;
    private long number;

    /**
     * @param instead why the source is not the library
     * @param busyNanos time that has gone by without this process or its children computing: slurmctld's turn
     */
    Reader(SlurmSource source, @Nullable String instead, UserNames users, LongSupplier busyNanos) {
        this.source = source;
        this.instead = instead;
        this.users = users;
        this.busyNanos = busyNanos;
    }

    SlurmAnswer answer(Question question) {
        RawCluster before = question.known() == number ? told : null;
        told = null;
        number++;
        long begin = busyNanos.getAsLong();
        RawCluster now;
        try {
            now = source.read();
        } catch (RefusedException e) {
            return SlurmAnswer.failed(number, source.name(), instead, millisSince(begin), e.getMessage());
        }
        long millis = millisSince(begin);
        told = now;
        List<SlurmJob> jobs = before != null && before.jobs() == now.jobs() ? null : now.jobs();
        return new SlurmAnswer(
                number,
                source.name(),
                instead,
                millis,
                null,
                now.version(),
                before != null && before.nodes() == now.nodes() ? null : now.nodes(),
                jobs,
                before != null && before.switches() == now.switches() ? null : now.switches(),
                before != null && before.reservations() == now.reservations() ? null : now.reservations(),
                jobs == null ? null : users.of(jobs));
    }

    private long millisSince(long begin) {
        return Math.max(0, busyNanos.getAsLong() - begin) / 1_000_000;
    }
}
