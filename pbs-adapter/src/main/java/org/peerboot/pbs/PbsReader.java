package org.peerboot.pbs;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.reader.Question;
import org.peerboot.cluster.reader.Sources;
import org.peerboot.image.RefusedException;

/** Answers questions from one source, and remembers what the asker knows. */
final class PbsReader {
    private final Sources<PbsSource> from;
    private final Translator translator;
    private final LongSupplier busyNanos;
    private @Nullable PbsNews told;
    private long number;

    /** @param busyNanos time that has gone by without this process or its children computing: pbs_server's turn */
    PbsReader(Sources<PbsSource> from, Translator translator, LongSupplier busyNanos) {
        this.from = from;
        this.translator = translator;
        this.busyNanos = busyNanos;
    }

    PbsAnswer answer(Question question) {
        PbsNews before = question.known() == number ? told : null;
        told = null;
        number++;
        long begin = busyNanos.getAsLong();
        Warnings warnings = new Warnings();
        PbsState state;
        try {
            state = from.source().read(warnings);
        } catch (RefusedException e) {
            return PbsAnswer.failed(number, from.source().name(), from.instead(), since(begin), e.getMessage());
        }
        long millis = since(begin);
        PbsNews now = translator.news(state, warnings);
        told = now;
        return new PbsAnswer(
                number,
                from.source().name(),
                from.instead(),
                millis,
                null,
                now.version(),
                changed(before == null ? null : before.nodes(), now.nodes()),
                changed(before == null ? null : before.switches(), now.switches()),
                changed(before == null ? null : before.jobs(), now.jobs()),
                changed(before == null ? null : before.reservations(), now.reservations()),
                warnings.all());
    }

    private static <T> @Nullable List<T> changed(@Nullable List<T> before, List<T> now) {
        return now.equals(before) ? null : now;
    }

    private long since(long begin) {
        return Math.max(0, busyNanos.getAsLong() - begin) / 1_000_000;
    }
}
