package org.peerboot.tracker;

import java.util.Set;
import org.peerboot.image.Digest;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.wire.ImageInfo;

/** Images of the catalogue as people see them. On the loop's thread. */
final class ImageInfos {
    private ImageInfos() {}

    static ImageInfo of(CatalogueImage image, State state) {
        Set<String> assigned = state.contents.assigned(image.digest()).nodes();
        return new ImageInfo(
                image.name(),
                image.digest(),
                image.access(),
                image.bytes(),
                image.files(),
                state.origin().complete().contains(image.digest()),
                image.published(),
                image.publisher(),
                assigned.size(),
                complete(image.digest(), state));
    }

    private static int complete(Digest image, State state) {
        return (int) state.peers.values().stream()
                .filter(peer -> peer.state().complete().contains(image))
                .count();
    }
}
