package org.peerboot.cluster.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.peerboot.image.RefusedException;

class AnsweringTest {
    record Words(String version, List<String> words) implements Told {}

    record Word(Head head, @Nullable List<String> words) implements Answer {}

    private final Queue<List<String>> there = new ArrayDeque<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Answering<Words, Word> answering = new Answering<>(
            "commands",
            "no library",
            this::read,
            (head, before, now) -> new Word(
                    head, now == null ? null : Answering.changed(before == null ? null : before.words(), now.words())),
            nanos::get);

    private Words read() {
        nanos.addAndGet(7_000_000);
        if (there.isEmpty()) {
            throw new RefusedException("server", "is down", "look");
        }
        return new Words("1", there.remove());
    }

    private Word ask(long known) {
        return answering.apply(new Question(known));
    }

    @Test
    void leavesOutWhatTheAskerKnows() {
        there.addAll(List.of(List.of("a"), List.of("a"), List.of("b"), List.of("b")));
        assertThat(ask(0))
                .isEqualTo(new Word(new Head(1, "commands", "no library", 7, null, "1", List.of()), List.of("a")));
        assertThat(ask(1).words()).isNull();
        assertThat(ask(2).words()).containsExactly("b");
        assertThat(ask(1).words()).as("to one who has missed an answer").containsExactly("b");
    }

    @Test
    void tellsAllAgainAfterAFailure() {
        there.add(List.of("a"));
        ask(0);
        assertThat(ask(1))
                .isEqualTo(new Word(
                        new Head(2, "commands", "no library", 7, "server: is down; look", null, List.of()), null));
        there.add(List.of("a"));
        assertThat(ask(2).words()).containsExactly("a");
    }
}
