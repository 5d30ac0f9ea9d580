package org.peerboot.peer;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.Limits;
import org.peerboot.wire.NetworkLoad;
import org.peerboot.wire.NetworkSample;

/**
 * What a node with a job may receive: of its link a share of what others leave, by the busiest of the last seconds. The
 * busier way counts and not the way in alone, since what is received is acknowledged. A job that takes all it can get
 * leaves {@link #LEAST}, so that an image comes in the end; so does a node whose link nobody has measured.
 */
final class Leftover {
    /** A link that carries TCP counts as full from here on: headers of packets that came as one are not counted. */
    private static final double FULL = 0.9;
    /** Of what is free: so much that a burst of ours and one of the job's seldom meet. */
    private static final double SHARE = 0.75;
    /** Of a link of 25 Gbit/s these are 16 MB/s. */
    private static final double LEAST = 0.005;

    /** Little on every link that deserves peers, and an image of a gigabyte comes in two minutes. */
    private static final long LEAST_OF_UNKNOWN = 10_000_000;
    /** What a job paused for so long it may not need at once. */
    private static final long WINDOW = 5_000_000_000L;
    /** Loads are read each second in a transfer. */
    private static final long FRESH = 3_000_000_000L;

    /** @param used of the link by others, from 0 to 1 */
    private record Look(long nanos, double used) {}

    private final Deque<Look> looks = new ArrayDeque<>();
    private long linkBytesPerSecond;

    /** @param sample of the looks so far; nothing before the second */
    void take(@Nullable NetworkSample sample, long nanos) {
        if (sample == null) {
            return;
        }
        double used = -1;
        for (NetworkLoad load : sample.networks()) {
            if (load.peers() && load.bitsPerSecond() > 0) {
                double busier = Math.max(load.receivedBytesPerSecond(), load.sentBytesPerSecond());
                linkBytesPerSecond = load.bitsPerSecond() / 8;
                used = Math.max(used, busier / linkBytesPerSecond);
            }
        }
        if (used >= 0) {
            looks.addLast(new Look(nanos, used));
        }
        while (!looks.isEmpty() && nanos - looks.getFirst().nanos > WINDOW) {
            looks.removeFirst();
        }
    }

    /** Bytes a second that may come under {@code limits}; {@link Limits#UNLIMITED} where no rule speaks. */
    long under(Limits limits, long nanos) {
        return limits.leftoverOnly()
                ? Limits.tighter(limits.downloadBytesPerSecond(), bytesPerSecond(nanos))
                : limits.downloadBytesPerSecond();
    }

    private long bytesPerSecond(long nanos) {
        if (looks.isEmpty() || nanos - looks.getLast().nanos > FRESH) {
            return linkBytesPerSecond == 0 ? LEAST_OF_UNKNOWN : (long) (linkBytesPerSecond * LEAST);
        }
        double used = looks.stream().mapToDouble(Look::used).max().orElse(1);
        return (long) (linkBytesPerSecond * Math.max(LEAST, (FULL - used) * SHARE));
    }
}
