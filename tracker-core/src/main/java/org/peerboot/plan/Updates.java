package org.peerboot.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.Node;
import org.peerboot.image.Digest;
import org.peerboot.wire.Candidate;
import org.peerboot.wire.Protocol;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.WantedImage;

/** Writes one node's update. */
final class Updates {
    private final Scene scene;

    Updates(Scene scene) {
        this.scene = scene;
    }

    TrackerUpdate update(String node, long epoch) {
        Standing standing = scene.standing(node);
        List<WantedImage> wanted = new ArrayList<>();
        String cell = scene.cell(node);
        if (cell != null) {
            for (ImageState image : scene.images) {
                Roster roster = scene.roster(image.digest());
                if (roster != null && (roster.fetching.contains(node) || roster.serving.contains(node))) {
                    wanted.add(wanted(roster, node, cell));
                }
            }
        }
        return new TrackerUpdate(
                Protocol.VERSION,
                epoch,
                standing.limits(),
                standing.whenJobStarts(),
                List.copyOf(wanted),
                standing.weighings(),
                scene.watches(node) ? true : null);
    }

    private WantedImage wanted(Roster roster, String node, String cell) {
        ImageState image = roster.image;
        boolean fetch = roster.fetching.contains(node);
        List<Candidate> candidates = new ArrayList<>();
        if (fetch) {
            String address = address(node);
            for (String source : new Picks(scene, roster, node, cell).candidates()) {
                Candidate candidate = candidate(source, node, image.digest(), address);
                if (candidate != null) {
                    candidates.add(candidate);
                }
            }
        }
        return new WantedImage(
                image.name(),
                image.digest(),
                image.access(),
                image.bytes(),
                fetch,
                false,
                image.paused(),
                cell,
                scene.cells.slot(node),
                scene.cells.slots(cell),
                roster.wireCells,
                List.copyOf(candidates));
    }

    private @Nullable Candidate candidate(String source, String destination, Digest image, String address) {
        PeerState peer = scene.peer(source);
        String cell = scene.cell(source);
        if (peer == null || cell == null) {
            return null;
        }
        return new Candidate(
                source,
                peer.address(),
                peer.port(),
                cell,
                scene.cells.slot(source),
                scene.isOrigin(source),
                scene.view.capabilities().issue(source, image, address),
                scene.attributes(source, destination));
    }

    /** Where the destination asks from: its peer's address, or the workload manager's before the peer was ever seen. */
    private String address(String node) {
        PeerState peer = scene.peer(node);
        if (peer != null) {
            return peer.address();
        }
        Node known = scene.view.snapshot().node(node);
        String address = known == null ? null : known.address();
        return address == null ? "" : address;
    }
}
