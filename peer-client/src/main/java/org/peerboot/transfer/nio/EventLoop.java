package org.peerboot.transfer.nio;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread and one selector. Everything of this package, and the engine above it, runs its callbacks here, so none of
 * their state needs a lock. What a callback throws is logged and the loop goes on; a callback that blocks stops every
 * transfer of the node.
 *
 * <p>A turn is: wait for sockets, timers or tasks; serve the ready sockets; run the timers that are due; run the tasks
 * that stood in the queue when the turn began. Tasks queued meanwhile wait for the next turn, so that a task that queues
 * itself again cannot starve the sockets.
 */
public final class EventLoop implements AutoCloseable {
    /** Beyond this somebody queues faster than the loop works, and memory would be the next thing to go. */
    static final int MAX_TASKS = 1 << 16;

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final long FAILED_TURN_NANOS = 100_000_000;
    private static final long CLOSE_WAIT_MILLIS = 5_000;

    /** What the loop calls when a channel that it watches is ready. */
    interface Ready {
        void ready(SelectionKey key) throws IOException;
    }

    private final Selector selector;
    private final Thread thread;
    private final Timers timers = new Timers();
    private final ArrayList<SelectionKey> readyKeys = new ArrayList<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean closing;

    /** Guards {@code tasks} alone, the one thing other threads touch. */
    private final Object lock = new Object();

    private ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private ArrayDeque<Runnable> spare = new ArrayDeque<>();

    private EventLoop(String name, Selector selector) {
        this.selector = selector;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    /** Starts a loop whose thread is called {@code name}. */
    public static EventLoop start(String name) throws IOException {
        EventLoop loop = new EventLoop(name, Selector.open());
        loop.thread.start();
        return loop;
    }

    /**
     * Runs {@code task} on the loop in its next turn; safe from any thread.
     *
     * @throws RejectedExecutionException when the loop is closed or 65536 tasks wait already
     */
    public void execute(Runnable task) {
        synchronized (lock) {
            if (closing || tasks.size() >= MAX_TASKS) {
                throw new RejectedExecutionException("loop=" + thread.getName() + " closed=" + closing
                        + " tasks_waiting=" + tasks.size() + " limit=" + MAX_TASKS);
            }
            tasks.add(task);
        }
        if (!inLoop() && woken.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    /** Runs {@code task} once, {@code delayNanos} from now; on the loop only. */
    public Timer schedule(long delayNanos, Runnable task) {
        requireLoop();
        return timers.add(nanoTime() + Math.max(0, delayNanos), task);
    }

    /** The clock that timers and paces go by. */
    public long nanoTime() {
        return System.nanoTime();
    }

    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    /** Ends the loop after the present turn and closes every channel that it watches; waits for that up to 5 s. */
    @Override
    public void close() {
        synchronized (lock) {
            closing = true;
        }
        selector.wakeup();
        if (inLoop()) {
            return;
        }
        try {
            thread.join(CLOSE_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void requireLoop() {
        if (!inLoop()) {
            throw new IllegalStateException("called on thread "
                    + Thread.currentThread().getName() + ", which is not the loop's " + thread.getName());
        }
    }

    SelectionKey watch(SelectableChannel channel, int interest, Ready ready) throws IOException {
        requireLoop();
        return channel.register(selector, interest, ready);
    }

    /**
     * Closes the descriptors of channels that were closed in this turn. A registered channel keeps its descriptor until
     * the next select: the RST of an eviction would wait for everybody else's turn.
     */
    void releaseClosed() {
        requireLoop();
        try {
            selector.selectNow();
        } catch (IOException e) {
            LOG.error("loop={} select failed, closed channels stay open until the next", thread.getName(), e);
        }
    }

    /** As {@code execute}, on the loop only and never refused: for what each connection queues once at most. */
    void nextTurn(Runnable task) {
        requireLoop();
        synchronized (lock) {
            tasks.add(task);
        }
    }

    private void run() {
        while (!closing) {
            try {
                turn();
            } catch (Throwable e) {
                LOG.error("loop={} turn failed, going on in 100 ms", thread.getName(), e);
                LockSupport.parkNanos(FAILED_TURN_NANOS);
            }
        }
        // What was queued before the end is owed: servers close their connections that way.
        runTasks();
        for (SelectionKey key : selector.keys()) {
            closeQuietly(key);
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOG.warn("loop={} selector did not close", thread.getName(), e);
        }
    }

    private void turn() throws IOException {
        long wait = hasTasks() ? 0 : timers.nanosToNext(nanoTime());
        if (wait == 0) {
            selector.selectNow();
        } else if (wait < 0) {
            selector.select();
        } else {
            // Rounded up: a timer due in 0.3 ms must not spin 300 us through selectNow.
            selector.select(TimeUnit.NANOSECONDS.toMillis(wait + 999_999));
        }
        woken.set(false);
        // Copied, since a callback may select again through releaseClosed.
        readyKeys.addAll(selector.selectedKeys());
        selector.selectedKeys().clear();
        for (SelectionKey key : readyKeys) {
            dispatch(key);
        }
        readyKeys.clear();
        runTimers();
        runTasks();
    }

    private void dispatch(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        try {
            ((Ready) key.attachment()).ready(key);
        } catch (Throwable e) {
            LOG.error("loop={} channel={} callback failed, channel closed", thread.getName(), key.channel(), e);
            closeQuietly(key);
        }
    }

    private void runTimers() {
        long now = nanoTime();
        for (Timer timer = timers.pollDue(now); timer != null; timer = timers.pollDue(now)) {
            guarded(timer.task());
        }
    }

    private void runTasks() {
        ArrayDeque<Runnable> mine;
        synchronized (lock) {
            mine = tasks;
            tasks = spare;
            spare = mine;
        }
        for (Runnable task = mine.poll(); task != null; task = mine.poll()) {
            guarded(task);
        }
    }

    private boolean hasTasks() {
        synchronized (lock) {
            return !tasks.isEmpty();
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error(
                    "loop={} task={} failed, going on",
                    thread.getName(),
                    task.getClass().getName(),
                    e);
        }
    }

    private static void closeQuietly(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            LOG.debug("channel={} did not close", key.channel(), e);
        }
    }
}
