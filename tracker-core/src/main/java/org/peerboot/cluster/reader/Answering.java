package org.peerboot.cluster.reader;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;

/** Answers questions from one source, and remembers what the asker knows. */
public final class Answering<T extends Told, A extends Answer> implements Function<Question, A> {
    /** Makes an answer of what was read. */
    @FunctionalInterface
    public interface Maker<T extends Told, A extends Answer> {
        /**
         * @param before what the asker knows; absent if that is nothing
         * @param now absent in a failure
         */
        A answer(Head head, @Nullable T before, @Nullable T now);
    }

    private final String source;
    private final @Nullable String instead;
    private final Supplier<T> read;
    private final Maker<T, A> maker;
    private final LongSupplier busyNanos;
    private @Nullable T told;
    private long number;

    /**
     * @param source its name
     * @param instead why the source is not the library
     * @param busyNanos time that has gone by without this process or its children computing: the server's turn
     */
    public Answering(
            String source, @Nullable String instead, Supplier<T> read, Maker<T, A> maker, LongSupplier busyNanos) {
        this.source = source;
        this.instead = instead;
        this.read = read;
        this.maker = maker;
        this.busyNanos = busyNanos;
    }

    @Override
    public A apply(Question question) {
        T before = question.known() == number ? told : null;
        told = null;
        number++;
        long begin = busyNanos.getAsLong();
        T now;
        try {
            now = read.get();
        } catch (RefusedException e) {
            return maker.answer(head(begin, e.getMessage(), null, List.of()), null, null);
        }
        Head head = head(begin, null, now.version(), now.warnings());
        told = now;
        return maker.answer(head, before, now);
    }

    private Head head(long begin, @Nullable String failure, @Nullable String version, List<String> warnings) {
        long millis = Math.max(0, busyNanos.getAsLong() - begin) / 1_000_000;
        return new Head(number, source, instead, millis, failure, version, warnings);
    }

    /** The list, if the asker does not know it already. */
    public static <E> @Nullable List<E> changed(@Nullable List<E> before, List<E> now) {
        return now.equals(before) ? null : now;
    }
}
