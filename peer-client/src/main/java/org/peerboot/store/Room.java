package org.peerboot.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.peerboot.image.Manifest;
import org.peerboot.image.RefusedException;

/**
 * Room for one more image.
 *
 * @param quota bytes that the quota leaves; less than 0 where it was made smaller
 * @param disk bytes free on the disk and promised to nobody
 */
record Room(long quota, long disk) {
    /**
     * Which of {@code candidates} to remove, first ones first, so that {@code manifest} fits.
     *
     * @throws RefusedException if it does not fit with all of them gone
     */
    List<CachedImage> goers(Manifest manifest, Path root, List<CachedImage> candidates) {
        List<CachedImage> goers = new ArrayList<>();
        long gained = 0;
        for (CachedImage candidate : candidates) {
            if (fits(manifest.size(), gained)) {
                break;
            }
            goers.add(candidate);
            gained += candidate.layout().size();
        }
        if (!fits(manifest.size(), gained)) {
            boolean quotaIsShort = quota + gained < manifest.size();
            throw new RefusedException(
                    "image " + manifest.name(),
                    "needs " + manifest.size() + " bytes in " + root + ", where "
                            + (quotaIsShort
                                    ? "the cache's quota leaves " + Math.max(0, quota + gained)
                                    : "the disk leaves " + Math.max(0, disk + gained)),
                    "remove images that nobody needs, or give the cache "
                            + (quotaIsShort ? "a larger quota" : "a larger disk"));
        }
        return goers;
    }

    private boolean fits(long size, long gained) {
        return size <= quota + gained && size <= disk + gained;
    }
}
