package org.peerboot.transfer.nio;

import java.util.ArrayDeque;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.peerboot.transfer.Pace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends payload, a slice a connection in turn. A connection whose socket is full leaves the queue until it is writable;
 * when the pace grants nothing, all wait, and the first in the queue stays first.
 */
final class PayloadSender {
    /** 256 KiB: 10 ms of 200 Mbit/s, so that a limit is felt evenly, and still only 4096 system calls a GiB. */
    static final int SLICE = 256 << 10;

    /** 4 MiB a turn, about 3 ms: what a new request or a timer waits for at most. */
    private static final int SLICES_A_TURN = 16;

    private static final Logger LOG = LoggerFactory.getLogger(PayloadSender.class);

    private static final long LEAST_SLEEP_NANOS = 1_000_000;

    private final EventLoop loop;
    private final Pace pace;
    private final LongConsumer payloadBytesSent;
    private final ArrayDeque<ServerConnection> queue = new ArrayDeque<>();
    private @Nullable Timer timer;
    private boolean scheduled;

    PayloadSender(EventLoop loop, Pace pace, LongConsumer payloadBytesSent) {
        this.loop = loop;
        this.pace = pace;
        this.payloadBytesSent = payloadBytesSent;
    }

    /** Queues a connection that has payload to send and room in its socket. */
    void add(ServerConnection connection) {
        queue.add(connection);
        wake();
    }

    /** Asks the pace again in the next turn. */
    void wake() {
        if (!scheduled) {
            scheduled = true;
            loop.nextTurn(this::pump);
        }
    }

    private void pump() {
        scheduled = false;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        for (int slices = 0; slices < SLICES_A_TURN; ) {
            ServerConnection connection = queue.poll();
            if (connection == null) {
                return;
            }
            Sending sending = connection.sending();
            if (sending == null) {
                continue;
            }
            long now = loop.nanoTime();
            int granted = pace.grant(sending.wanted(SLICE), now);
            if (granted <= 0) {
                queue.addFirst(connection);
                sleep(pace.readyInNanos(now));
                return;
            }
            slices++;
            try {
                slice(connection, sending, granted);
            } catch (RuntimeException e) {
                LOG.error("remote={} stream={} sending failed", connection.remote(), sending.stream, e);
                connection.reset(e.toString());
            }
        }
        if (!queue.isEmpty()) {
            wake();
        }
    }

    private void slice(ServerConnection connection, Sending sending, int granted) {
        int sent = connection.slice(sending, granted);
        pace.sent(granted, sent, loop.nanoTime());
        if (sent > 0) {
            payloadBytesSent.accept(sent);
        }
        // Either callback may have evicted it.
        if (connection.sending() != sending) {
            return;
        }
        if (sending.isDone()) {
            connection.payloadDone();
        } else if (sent < granted) {
            connection.awaitRoom();
        } else {
            queue.add(connection);
        }
    }

    private void sleep(long nanos) {
        if (nanos != Long.MAX_VALUE) {
            // The loop waits in milliseconds; a pace that is always about to be ready shall not make it spin.
            timer = loop.schedule(Math.max(nanos, LEAST_SLEEP_NANOS), this::pump);
        }
    }
}
