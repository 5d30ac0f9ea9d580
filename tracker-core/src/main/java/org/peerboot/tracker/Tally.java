package org.peerboot.tracker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.wire.ImageProgress;

/**
 * One image's progress on one node. A peer counts from its own start: what it had counted before a restart is carried
 * over here.
 */
final class Tally {
    private static final long WINDOW_MILLIS = 5_000;
    private static final int MAX_SAMPLES = 32;

    private record Sample(long millis, long held) {}

    private final Deque<Sample> window = new ArrayDeque<>();
    private final Map<String, Long> carriedBySource = new HashMap<>();
    private long carriedReceived;
    private long carriedTwice;
    private @Nullable ImageProgress last;

    /**
     * @param bytes in the image
     * @return bytes by the node that they came from since the report before; none of the first, which has them all
     */
    Map<String, Long> report(ImageProgress progress, long bytes, long nowMillis) {
        ImageProgress before = last;
        if (before != null && progress.received() < before.received()) {
            carriedReceived += before.received();
            carriedTwice += before.twice();
            before.bytesBySource().forEach((source, sent) -> carriedBySource.merge(source, sent, Long::sum));
        }
        last = progress;
        window.addLast(new Sample(nowMillis, held(bytes)));
        while (window.size() > MAX_SAMPLES
                || (window.size() > 2 && window.getFirst().millis < nowMillis - WINDOW_MILLIS)) {
            window.removeFirst();
        }
        return before == null || progress.received() == before.received() ? Map.of() : since(before, progress);
    }

    private static Map<String, Long> since(ImageProgress before, ImageProgress now) {
        boolean anew = now.received() < before.received();
        Map<String, Long> more = new HashMap<>();
        now.bytesBySource().forEach((source, sent) -> {
            long bytes = sent - (anew ? 0 : before.bytesBySource().getOrDefault(source, 0L));
            if (bytes > 0) {
                more.put(source, bytes);
            }
        });
        return more;
    }

    @Nullable
    ImageProgress last() {
        return last;
    }

    /** Verified bytes. */
    long held(long bytes) {
        ImageProgress now = last;
        if (now == null || now.of() <= 0) {
            return now != null && now.state() == ImageProgress.State.COMPLETE ? bytes : 0;
        }
        return now.pieces() >= now.of() ? bytes : (long) (bytes * ((double) now.pieces() / now.of()));
    }

    /** Bytes a second over the last reports; 0 once they stop coming. */
    long rate(long nowMillis) {
        if (window.size() < 2 || window.getLast().millis < nowMillis - WINDOW_MILLIS) {
            return 0;
        }
        long millis = window.getLast().millis - window.getFirst().millis;
        long held = window.getLast().held - window.getFirst().held;
        return millis <= 0 || held <= 0 ? 0 : held * 1000 / millis;
    }

    long received() {
        return carriedReceived + (last == null ? 0 : last.received());
    }

    long twice() {
        return carriedTwice + (last == null ? 0 : last.twice());
    }

    long from(String source) {
        return carriedBySource.getOrDefault(source, 0L)
                + (last == null ? 0 : last.bytesBySource().getOrDefault(source, 0L));
    }

    /** {@link #last} with what was carried over. */
    @Nullable
    ImageProgress total() {
        ImageProgress now = last;
        if (now == null || carriedReceived == 0) {
            return now;
        }
        Map<String, Long> bySource = new HashMap<>(carriedBySource);
        now.bytesBySource().forEach((source, sent) -> bySource.merge(source, sent, Long::sum));
        return new ImageProgress(
                now.digest(),
                now.state(),
                now.pieces(),
                now.of(),
                received(),
                twice(),
                bySource,
                now.blamed(),
                now.failure());
    }
}
