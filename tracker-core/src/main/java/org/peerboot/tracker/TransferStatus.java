package org.peerboot.tracker;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ImageProgress;

/** One image's way to its nodes, summed up. */
final class TransferStatus {
    private final State state;
    private final CatalogueImage image;
    private final Set<String> nodes;
    private final Set<String> paused;
    private final long now;
    private int complete;
    private int failed;
    private int resting;
    private int fetching;
    private long held;
    private long rate;
    private long originBytes;
    private long twice;
    private long slowestSeconds;
    private boolean unknown;

    TransferStatus(State state, CatalogueImage image, Set<String> nodes, long now) {
        this.state = state;
        this.image = image;
        this.nodes = nodes;
        this.paused = state.contents.assigned(image.digest()).paused();
        this.now = now;
    }

    ClusterStatus.Transfer make() {
        nodes.forEach(this::add);
        Digest digest = image.digest();
        return new ClusterStatus.Transfer(
                ImageInfos.of(image, state),
                word(),
                nodes.size(),
                complete,
                failed,
                held,
                rate,
                eta(),
                originBytes,
                twice,
                state.transfers.restartCount(digest),
                state.transfers.restarts(digest));
    }

    private void add(String node) {
        Tally tally = state.transfers.tally(image.digest(), node);
        Peer peer = state.peers.get(node);
        boolean whole = peer != null && peer.state().complete().contains(image.digest());
        long here = whole ? image.bytes() : tally == null ? 0 : tally.held(image.bytes());
        held += here;
        if (tally != null) {
            rate += tally.rate(now);
            originBytes += tally.from(state.originNode);
            twice += tally.twice();
        }
        if (whole) {
            complete++;
        } else if (has(tally, ImageProgress.State.FAILED)) {
            failed++;
        } else if (paused.contains(node)) {
            resting++;
        } else {
            fetching += has(tally, ImageProgress.State.FETCHING) ? 1 : 0;
            long moving = tally == null ? 0 : tally.rate(now);
            wait(image.bytes() - here, moving > 0 ? moving : state.measurements.history.received(node));
        }
    }

    private static boolean has(@Nullable Tally tally, ImageProgress.State wanted) {
        ImageProgress last = tally == null ? null : tally.last();
        return last != null && last.state() == wanted;
    }

    private void wait(long bytes, long bytesPerSecond) {
        if (bytesPerSecond == 0) {
            unknown = true;
        } else {
            slowestSeconds = Math.max(slowestSeconds, (bytes + bytesPerSecond - 1) / bytesPerSecond);
        }
    }

    private @Nullable Long eta() {
        boolean nothingMoves = complete + failed + resting == nodes.size();
        return unknown || nothingMoves ? null : (Long) slowestSeconds;
    }

    /** {@code complete}, {@code failed}, {@code paused}, {@code fetching} or {@code waiting}. */
    private String word() {
        if (complete == nodes.size()) {
            return "complete";
        }
        if (complete + failed == nodes.size()) {
            return "failed";
        }
        if (complete + failed + resting == nodes.size()) {
            return "paused";
        }
        return fetching > 0 ? "fetching" : "waiting";
    }
}
