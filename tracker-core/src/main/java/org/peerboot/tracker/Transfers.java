package org.peerboot.tracker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.wire.ClusterStatus.Restart;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.PeerReport;
import org.peerboot.wire.SegmentRestart;

/** What peers reported of the images of the catalogue, for the eyes of people: no plan is made from it. */
final class Transfers {
    /** Kept of each image, newest last. */
    static final int MAX_RESTARTS = 1000;

    private static final int MAX_RESTARTS_A_REPORT = 256;

    private final Map<Digest, Map<String, Tally>> tallies = new HashMap<>();
    private final Map<Digest, Deque<Restart>> restarts = new HashMap<>();
    private final Map<Digest, Integer> restartCounts = new HashMap<>();
    private final TransferSums sums = new TransferSums();
    private final String origin;

    /** @param origin the name that reports call it by */
    Transfers(String origin) {
        this.origin = origin;
    }

    /** Hears what moved from a source to a destination since the destination's report before. */
    interface Moved {
        void bytes(String source, String destination, long bytes);
    }

    /** @param bytes of each image that is in the catalogue; others are passed over */
    void report(String node, PeerReport report, Map<Digest, Long> bytes, Moved moved, long nowMillis) {
        for (ImageProgress image : report.images()) {
            Long size = bytes.get(image.digest());
            if (size != null) {
                Tally tally = tallies.computeIfAbsent(image.digest(), d -> new HashMap<>())
                        .computeIfAbsent(node, n -> new Tally());
                sums.take(tally, origin, () -> tally.report(image, size, nowMillis))
                        .forEach((source, more) -> moved.bytes(source, node, more));
            }
        }
        for (SegmentRestart restart : report.restarts().stream()
                .limit(MAX_RESTARTS_A_REPORT)
                .filter(r -> bytes.containsKey(r.digest()))
                .toList()) {
            Deque<Restart> kept = restarts.computeIfAbsent(restart.digest(), d -> new ArrayDeque<>());
            kept.addLast(new Restart(node, restart));
            if (kept.size() > MAX_RESTARTS) {
                kept.removeFirst();
            }
            restartCounts.merge(restart.digest(), 1, Integer::sum);
            sums.restarted();
        }
    }

    /** Over all images since the tracker's start, also those that left the catalogue. */
    TransferSums sums() {
        return sums;
    }

    /** Forgets images that left the catalogue. */
    void keepOnly(Set<Digest> images) {
        tallies.keySet().retainAll(images);
        restarts.keySet().retainAll(images);
        restartCounts.keySet().retainAll(images);
    }

    @Nullable
    Tally tally(Digest image, String node) {
        Map<String, Tally> byNode = tallies.get(image);
        return byNode == null ? null : byNode.get(node);
    }

    /** Until {@code node} holds {@code image} whole, if it goes on as it did of late; infinite where that cannot be told. */
    double secondsNeeded(CatalogueImage image, String node, long nowMillis) {
        Tally tally = tally(image.digest(), node);
        long left = tally == null ? image.bytes() : image.bytes() - tally.held(image.bytes());
        return left == 0 ? 0 : tally == null ? Double.POSITIVE_INFINITY : (double) left / tally.rate(nowMillis);
    }

    /** What {@code node} said last of each image. */
    List<ImageProgress> of(String node) {
        List<ImageProgress> images = new ArrayList<>();
        for (Map<String, Tally> byNode : tallies.values()) {
            Tally tally = byNode.get(node);
            ImageProgress total = tally == null ? null : tally.total();
            if (total != null) {
                images.add(total);
            }
        }
        images.sort(Comparator.comparing(ImageProgress::digest));
        return images;
    }

    List<Restart> restarts(Digest image) {
        return List.copyOf(restarts.getOrDefault(image, new ArrayDeque<>()));
    }

    int restartCount(Digest image) {
        return restartCounts.getOrDefault(image, 0);
    }
}
