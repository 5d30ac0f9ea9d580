package org.peerboot.tracker;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.JobStatus;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Node;
import org.peerboot.image.Digest;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.Limits;
import org.peerboot.wire.TrackerUpdate;

/** The state as {@code peerboot status} shows it. On the loop's thread. */
final class StatusMaker {
    private final State state;
    private final Updates updates;

    StatusMaker(State state, Updates updates) {
        this.state = state;
        this.updates = updates;
    }

    /**
     * @param seen the snapshot with hints
     * @param images those to tell of
     * @param nodes those to tell of; all where absent
     */
    ClusterStatus status(
            ClusterSnapshot seen, List<CatalogueImage> images, @Nullable Set<String> nodes, long nowMillis) {
        List<ClusterStatus.Transfer> transfers = new ArrayList<>();
        for (CatalogueImage image : images) {
            Set<String> destinations = state.destinations(image.digest());
            if (!destinations.isEmpty()) {
                transfers.add(new TransferStatus(state, image, destinations, nowMillis).make());
            }
        }
        Set<String> told = nodes == null ? new TreeSet<>(seen.nodes().keySet()) : nodes;
        return new ClusterStatus(
                nowMillis,
                seen.source(),
                Math.max(0, nowMillis - seen.timeMillis()),
                warning(),
                transfers,
                told.stream().map(node -> node(seen, node, nowMillis)).toList());
    }

    private @Nullable String warning() {
        String all = Stream.of(
                        state.clusterWarning,
                        state.contradiction(),
                        state.policyWarning,
                        state.clockWarning,
                        state.measurements.warning(),
                        state.historyWarning)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" | "));
        return all.isEmpty() ? null : all;
    }

    private ClusterStatus.Node node(ClusterSnapshot seen, String name, long nowMillis) {
        Peer peer = state.peers.get(name);
        Node node = seen.node(name);
        TrackerUpdate update = updates.sentTo(name);
        List<ImageProgress> images = state.transfers.of(name);
        CatalogueImage boot = state.contents.boot(name);
        return new ClusterStatus.Node(
                name,
                cell(node, update),
                peer == null ? "never seen" : peer.state().up() ? "up" : "down",
                JobStatus.of(seen, name, nowMillis, JobStatus.STALE_AFTER_MILLIS)
                        .running(),
                update == null ? Limits.NONE : update.limits(),
                update == null ? 0 : update.epoch(),
                peer == null ? 0 : peer.uploadBytes(),
                images,
                peer == null ? null : peer.booted(),
                boot == null ? null : boot.name(),
                peer == null || boot == null || boot.digest().equals(peer.booted()) ? null : peer.bootNote(),
                peer == null ? null : peer.version(),
                boot == null ? null : state.boots.of(name, boot, peer, images, nowMillis));
    }

    private static String cell(@Nullable Node node, @Nullable TrackerUpdate update) {
        if (update != null && !update.images().isEmpty()) {
            return update.images().get(0).cell();
        }
        return node == null || node.leaf() == null ? "" : node.leaf();
    }

    /** The images to tell of. */
    List<CatalogueImage> images(@Nullable Digest one) {
        return one == null
                ? List.copyOf(state.contents.images().values())
                : state.contents.images().values().stream()
                        .filter(image -> image.digest().equals(one))
                        .toList();
    }
}
