package org.peerboot.testbed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From whom most of a transfer's bytes came, look by look. */
final class Watched {
    private record Look(double second, String source) {}

    private final List<Look> looks = new ArrayList<>();
    private final long bytes;
    private final double seconds;

    /** Looks twice a second at most. */
    Watched(SlowCluster.Fetch fetch, int atLeastSeconds) throws InterruptedException {
        long began = System.nanoTime();
        Map<String, Long> first = fetch.bytes();
        Map<String, Long> before = first;
        double now = 0;
        while (now < atLeastSeconds) {
            Thread.sleep(400);
            Map<String, Long> after = fetch.bytes();
            Map<String, Long> since = SlowCluster.since(before, after);
            now = (System.nanoTime() - began) / 1e9;
            if (SlowCluster.sum(since) > 0) {
                looks.add(new Look(now, SlowCluster.most(since)));
            }
            before = after;
        }
        bytes = SlowCluster.sum(SlowCluster.since(first, before));
        seconds = now;
    }

    double bytesPerSecond() {
        return bytes / seconds;
    }

    String last() {
        return looks.get(looks.size() - 1).source;
    }

    /** The most changes from one source to another within so many seconds. */
    int mostChangesIn(double window) {
        List<Double> changes = new ArrayList<>();
        for (int i = 1; i < looks.size(); i++) {
            if (!looks.get(i).source.equals(looks.get(i - 1).source)) {
                changes.add(looks.get(i).second);
            }
        }
        return changes.stream()
                .mapToInt(end -> (int) changes.stream()
                        .filter(one -> one <= end && one > end - window)
                        .count())
                .max()
                .orElse(0);
    }

    @Override
    public String toString() {
        return looks + ", " + bytes + " bytes";
    }
}
