package org.peerboot.transfer.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLoopTest {
    private EventLoop loop;

    @BeforeEach
    void start() throws Exception {
        loop = EventLoop.start("loop-test");
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    private void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void runsTasksOnItsThreadInOrder() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        CompletableFuture<@Nullable Void> queued = new CompletableFuture<>();
        CountDownLatch done = new CountDownLatch(1);
        assertThat(loop.inLoop()).isFalse();
        loop.execute(() -> {
            ran.add("first " + loop.inLoop());
            queued.orTimeout(10, TimeUnit.SECONDS).join();
            loop.execute(() -> {
                ran.add("third");
                done.countDown();
            });
        });
        loop.execute(() -> ran.add("second " + Thread.currentThread().getName()));
        queued.complete(null);
        await(done);
        assertThat(ran).containsExactly("first true", "second loop-test", "third");
    }

    @Test
    void goesOnAfterATaskThatThrows() throws Exception {
        CountDownLatch done = new CountDownLatch(2);
        loop.execute(() -> {
            loop.schedule(0, () -> {
                throw new IllegalStateException("a timer's bug");
            });
            loop.schedule(1, done::countDown);
            throw new AssertionError("a task's bug");
        });
        loop.execute(done::countDown);
        await(done);
    }

    @Test
    void runsATimerUnlessItIsCancelled() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> {
            Timer never = loop.schedule(0, () -> ran.add("never"));
            loop.schedule(2_000_000, () -> {
                ran.add("once " + loop.inLoop());
                done.countDown();
            });
            never.cancel();
        });
        await(done);
        assertThat(ran).containsExactly("once true");
    }

    @Test
    void takesTimersInTheOrderOfTheirTimes() {
        Timers timers = new Timers();
        // Across the point where nanoTime wraps.
        Timer later = timers.add(Long.MIN_VALUE + 10, () -> {});
        Timer sooner = timers.add(Long.MAX_VALUE - 10, () -> {});
        assertThat(timers.pollDue(Long.MIN_VALUE + 20)).isSameAs(sooner);
        assertThat(timers.pollDue(Long.MIN_VALUE + 20)).isSameAs(later);
        assertThat(timers.pollDue(Long.MIN_VALUE + 20)).isNull();
    }

    @Test
    void refusesMoreTasksThanItsBound() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        loop.execute(() -> {
            blocked.countDown();
            try {
                await(go);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await(blocked);
        for (int i = 0; i < EventLoop.MAX_TASKS; i++) {
            loop.execute(() -> {});
        }
        assertThatThrownBy(() -> loop.execute(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("limit=65536");
        go.countDown();
    }

    @Test
    void takesNoTaskOnceClosedAndNoTimerFromOutside() {
        assertThatThrownBy(() -> loop.schedule(1, () -> {})).isInstanceOf(IllegalStateException.class);
        loop.close();
        assertThatThrownBy(() -> loop.execute(() -> {})).hasMessageContaining("closed=true");
    }

    @Test
    void forgetsCancelledTimers() {
        Timers timers = new Timers();
        for (int i = 0; i < 10_000; i++) {
            timers.add(1_000 + i, () -> {}).cancel();
        }
        Timer kept = timers.add(5, () -> {});
        assertThat(timers.size()).isLessThan(200);
        assertThat(timers.nanosToNext(2)).isEqualTo(3);
        assertThat(timers.pollDue(4)).isNull();
        assertThat(timers.pollDue(5)).isSameAs(kept);
        assertThat(timers.nanosToNext(6)).isEqualTo(-1);
    }
}
