package org.peerboot.tracker;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.tracker.catalogue.Contents;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.WantedImage;

/** Which image a node shall boot. */
final class Boots {
    private Boots() {}

    static @Nullable Digest of(String node, Contents contents) {
        CatalogueImage image = contents.boot(node);
        return image == null ? null : image.digest();
    }

    /** {@code update} with the mark on the image that {@code node} shall boot; the same object where there is none. */
    static TrackerUpdate in(TrackerUpdate update, String node, Contents contents) {
        Digest boot = of(node, contents);
        if (boot == null) {
            return update;
        }
        List<WantedImage> images = update.images().stream()
                .map(image -> image.digest().equals(boot) ? image.asBoot() : image)
                .toList();
        return update.withImages(images);
    }
}
