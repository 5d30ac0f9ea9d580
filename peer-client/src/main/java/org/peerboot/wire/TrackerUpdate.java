package org.peerboot.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one peer needs to know now; it replaces the update before it and stays valid while the tracker is away.
 *
 * @param epoch grows with every update to this peer
 * @param limits in force on this node
 * @param whenJobStarts the tightest limits that any rule could yield here once a job runs: for the moments between a
 *     job's start and the tracker's next update
 * @param images that this node shall fetch, or may serve
 * @param weighings the administrator's preferences among sources
 * @param watch whether an image crosses this node's leaf switch, so that its network's load is wanted each second;
 *     absent where not
 */
public record TrackerUpdate(
        int protocol,
        long epoch,
        Limits limits,
        Limits whenJobStarts,
        List<WantedImage> images,
        List<Weighing> weighings,
        @Nullable Boolean watch)
        implements TrackerMessage {

    /** An update to a node that need not watch its network. */
    public TrackerUpdate(
            int protocol,
            long epoch,
            Limits limits,
            Limits whenJobStarts,
            List<WantedImage> images,
            List<Weighing> weighings) {
        this(protocol, epoch, limits, whenJobStarts, images, weighings, null);
    }

    public TrackerUpdate withImages(List<WantedImage> others) {
        return new TrackerUpdate(protocol, epoch, limits, whenJobStarts, others, weighings, watch);
    }
}
