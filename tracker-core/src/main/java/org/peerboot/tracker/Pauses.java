package org.peerboot.tracker;

import java.util.List;
import org.peerboot.tracker.catalogue.Contents;
import org.peerboot.wire.TrackerUpdate;
import org.peerboot.wire.WantedImage;

/** Fetching that rests, image by image and node by node. */
final class Pauses {
    private Pauses() {}

    /** {@code update} with what rests on {@code node}; the same object where nothing does. */
    static TrackerUpdate in(TrackerUpdate update, String node, Contents contents) {
        if (update.images().stream().noneMatch(image -> rests(image, node, contents))) {
            return update;
        }
        List<WantedImage> images = update.images().stream()
                .map(image -> rests(image, node, contents) ? image.asPaused() : image)
                .toList();
        return update.withImages(images);
    }

    private static boolean rests(WantedImage image, String node, Contents contents) {
        return image.fetch() && contents.assigned(image.digest()).paused().contains(node);
    }
}
