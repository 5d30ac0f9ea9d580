package org.peerboot.peer;

import java.util.Collection;
import java.util.List;
import org.peerboot.wire.Limits;
import org.peerboot.wire.WantedImage;

/** What a node may receive, shared out among the images on their way there. */
final class DownloadShares {
    private final NodeJobs jobs;
    private final Leftover leftover;

    /** @param jobs of this node, and what they ordered */
    DownloadShares(NodeJobs jobs, Leftover leftover) {
        this.jobs = jobs;
        this.leftover = leftover;
    }

    void give(Collection<ImageFetch> fetches, Limits limits, long nanos) {
        List<ImageFetch> coming =
                fetches.stream().filter(fetch -> !fetch.complete()).toList();
        coming.forEach(fetch -> fetch.rate(share(rate(fetch.image(), limits, nanos), coming.size())));
    }

    /** What a job on this node waits for takes nothing from it that it has not asked for. */
    long rate(WantedImage image, Limits limits, long nanos) {
        return jobs.of(image).isEmpty() ? leftover.under(limits, nanos) : limits.downloadBytesPerSecond();
    }

    /** Neither 0 nor {@link Limits#UNLIMITED} becomes another in parts. */
    private static long share(long rate, int images) {
        return rate > 0 ? Math.max(1, rate / images) : rate;
    }
}
