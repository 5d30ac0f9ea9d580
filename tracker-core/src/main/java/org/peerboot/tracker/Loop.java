package org.peerboot.tracker;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.peerboot.tracker.http.StatusException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that owns the tracker's state. What is posted here runs in order, and must not block. */
final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final int PATIENCE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor thread;

    Loop() {
        thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, "tracker-state");
            made.setDaemon(true);
            return made;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void post(Runnable event) {
        later(Duration.ZERO, event);
    }

    void later(Duration delay, Runnable event) {
        try {
            var unused = thread.schedule(() -> guarded(event), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("event dropped: the tracker is stopping");
        }
    }

    void every(Duration period, Runnable event) {
        var unused = thread.scheduleWithFixedDelay(
                () -> guarded(event), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** An exception out of a scheduled task would end its schedule, and nobody would hear of it. */
    private static void guarded(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException e) {
            LOG.error("event failed", e);
        }
    }

    /**
     * Asks the state something from another thread, and waits.
     *
     * @throws StatusException 503 if the answer takes too long
     */
    <T> T ask(Callable<T> question) {
        Future<T> answer;
        try {
            answer = thread.submit(question);
        } catch (RejectedExecutionException e) {
            throw new StatusException(503, "tracker", "is stopping", "try again when it is back");
        }
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw new StatusException(503, "tracker", "is busy", "try again in a few seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StatusException(503, "tracker", "is stopping", "try again when it is back");
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
