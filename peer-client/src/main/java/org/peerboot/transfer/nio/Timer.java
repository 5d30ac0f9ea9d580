package org.peerboot.transfer.nio;

/** Something that will run on the loop once, unless it is cancelled before. Touched on the loop only. */
public final class Timer {
    final long dueNanos;
    private final Timers owner;
    private final Runnable task;
    private boolean waiting = true;

    Timer(Timers owner, long dueNanos, Runnable task) {
        this.owner = owner;
        this.dueNanos = dueNanos;
        this.task = task;
    }

    /** Does nothing when it has run or was cancelled already. */
    public void cancel() {
        if (waiting) {
            waiting = false;
            owner.cancelled();
        }
    }

    boolean isWaiting() {
        return waiting;
    }

    Runnable task() {
        return task;
    }

    void begin() {
        waiting = false;
    }
}
