package org.peerboot.transfer.nio;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.peerboot.transfer.TokenBucket;
import org.peerboot.wire.Limits;

/**
 * How fast one connection takes payload from its socket. What is not read fills a small receive buffer, and then the source
 * waits: so payload under a limit comes as an even trickle and not piece by piece at the link's full rate, behind which a
 * job's packets would queue.
 */
final class ReadPace {
    /** Bytes a second. Links on which a limit is higher carry a piece in so short a time that few packets wait behind it. */
    private static final long EVEN_BELOW = 100_000_000;
    /** Of TCP, in bytes: some ten packets on their way. */
    private static final int SMALL_WINDOW = 16 << 10;
    /** As much as the system allows. */
    private static final int LARGE_WINDOW = 4 << 20;

    private @Nullable TokenBucket bucket;

    /**
     * @param bytesPerSecond {@link Limits#UNLIMITED}, 0 for none, or a rate
     * @param channel whose receive buffer is made to suit; null before there is one
     */
    void rate(long bytesPerSecond, long now, @Nullable SocketChannel channel) throws IOException {
        boolean even = bytesPerSecond != Limits.UNLIMITED && bytesPerSecond <= EVEN_BELOW;
        if (even != (bucket != null)) {
            bucket = even ? TokenBucket.even() : null;
            if (channel != null) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, even ? SMALL_WINDOW : LARGE_WINDOW);
            }
        }
        if (bucket != null) {
            bucket.rate(bytesPerSecond, now);
        }
    }

    /** As many of {@code wanted} bytes as may be read now; 0 for none before {@link #readyIn}. */
    int grant(int wanted, long now) {
        return bucket == null ? wanted : bucket.take(wanted, now);
    }

    /** {@code unused} of the bytes granted were not there to be read. */
    void giveBack(int unused) {
        if (bucket != null) {
            bucket.giveBack(unused);
        }
    }

    long readyIn(long now) {
        return bucket == null ? 0 : bucket.readyIn(now);
    }
}
