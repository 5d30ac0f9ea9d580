package org.peerboot.cluster.reader;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.WorkloadManager.Listener;
import org.peerboot.image.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A workload manager, asked again and again through a child process.
 *
 * <p>One thread asks; one question is in flight. Whatever goes wrong - its server is down, hangs, restarts, has another
 * configuration; the child hangs, dies, talks nonsense - leaves the last good snapshot in force and says so. Nobody
 * confirms it then, so it grows old, and in the end every node counts as busy. Before the first answer there is an empty
 * snapshot, by which every node is unknown and so busy: the tracker comes up without it.
 */
public final class Follower<A extends Answer> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    /** A JVM's start, a configuration and one answer, on a busy machine. */
    private static final Duration FIRST = Duration.ofSeconds(10);
    /** The child has its own watchdog over commands; this one is over the child. */
    private static final Duration OVER_CHILD = Duration.ofSeconds(5);
    /** A child that fails so often in a row may hold an old configuration. */
    private static final int FRESH_CHILD_AFTER = 3;
    /** Warnings of one answer that are told in words. */
    private static final int SHOWN = 5;

    private final Service service;
    private final Duration timeout;
    private final Supplier<? extends Asked<A>> starter;
    private final Interpreter<A> interpreter;
    private final Clock clock;
    private final Thread thread;
    private final CountDownLatch first = new CountDownLatch(1);

    // guarded by this: told by the thread, and once by start
    private @Nullable Listener listener;
    private boolean told;
    private boolean answered;
    private boolean failing;
    private @Nullable String warning;
    private String way = "";

    // the rest belongs to the thread
    private final Pace pace;
    private @Nullable Asked<A> reader;
    private @Nullable ClusterSnapshot good;
    private long known;

    /**
     * @param poll how often it is asked, at most
     * @param timeout how long an answer of the child's own sources may take
     * @param starter of the child
     */
    public Follower(
            Service service,
            Duration poll,
            Duration timeout,
            Supplier<? extends Asked<A>> starter,
            Interpreter<A> interpreter,
            Clock clock) {
        this.service = service;
        this.timeout = timeout;
        this.starter = starter;
        this.interpreter = interpreter;
        this.clock = clock;
        this.pace = new Pace(poll);
        this.thread = new Thread(this::follow, service.kind());
        thread.setDaemon(true);
    }

    /** Begins to tell, first the present state before this returns; called once. */
    public void start(Listener to) {
        synchronized (this) {
            listener = to;
        }
        thread.start();
        try {
            if (!first.await(FIRST.toMillis(), TimeUnit.MILLISECONDS)) {
                nothingYet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks no more; waits a few seconds at most. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try {
            while (true) {
                Duration wait = ask();
                first.countDown();
                Thread.sleep(wait.toMillis());
            }
        } catch (InterruptedException e) {
            LOG.debug("{} is asked no more", service.kind());
        } finally {
            endReader();
        }
    }

    private Duration ask() throws InterruptedException {
        long begin = clock.millis();
        try {
            if (reader == null) {
                known = 0;
                reader = starter.get();
            }
            A answer = reader.ask(new Question(known), timeout.plus(OVER_CHILD));
            Head head = answer.head();
            if (head.failure() == null) {
                take(answer, begin);
                return pace.afterAnswer(clock.millis() - begin, head.serverMillis());
            }
            failed(head.failure());
            known = 0;
            Duration wait = pace.afterFailure(clock.millis() - begin);
            if (pace.failures() % FRESH_CHILD_AFTER == 0) {
                endReader();
            }
            return wait;
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!(e instanceof RefusedException)) {
                LOG.error("{}'s answer not taken", service.kind(), e);
            }
            endReader();
            failed(String.valueOf(e.getMessage()));
            return pace.afterFailure(clock.millis() - begin);
        }
    }

    private void take(A answer, long askedMillis) {
        ClusterSnapshot snapshot = interpreter.snapshot(answer, good, askedMillis);
        good = snapshot;
        known = answer.head().number();
        tell(snapshot, answer.head());
    }

    private synchronized void tell(ClusterSnapshot snapshot, Head head) {
        String by = head.source() + (head.instead() == null ? "" : ", since " + head.instead());
        if (!by.equals(way) || !answered || failing) {
            way = by;
            LOG.info(
                    "{} answers version={} nodes={} jobs={} by={}",
                    service.kind(),
                    head.version(),
                    snapshot.nodes().size(),
                    snapshot.jobs().size(),
                    by);
        }
        told = true;
        answered = true;
        failing = false;
        Listener to = Objects.requireNonNull(listener);
        to.snapshot(snapshot);
        warn(to, partly(head.warnings()));
    }

    private synchronized void nothingYet() {
        if (!told) {
            failed("no answer yet");
        }
    }

    private synchronized void failed(String why) {
        Listener to = Objects.requireNonNull(listener);
        String reason = service.name() + " gives no news: " + why
                + (!answered
                        ? " (nothing is known of the cluster yet, so every node counts as busy)"
                        : " (the last good state of the cluster stays in force)");
        if (!told) {
            told = true;
            to.snapshot(ClusterSnapshot.empty(service.kind()));
        }
        failing = true;
        warn(to, reason);
    }

    /** What an answer that was taken lacks. */
    private @Nullable String partly(List<String> warnings) {
        if (warnings.isEmpty()) {
            return null;
        }
        String more = warnings.size() > SHOWN ? ", and " + (warnings.size() - SHOWN) + " more" : "";
        return service.name() + " is understood in part: "
                + String.join("; ", warnings.subList(0, Math.min(SHOWN, warnings.size()))) + more;
    }

    private void warn(Listener to, @Nullable String reason) {
        if (!Objects.equals(reason, warning)) {
            warning = reason;
            if (reason != null) {
                LOG.warn("{}", reason);
            }
            to.warning(reason);
        }
    }

    private void endReader() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
