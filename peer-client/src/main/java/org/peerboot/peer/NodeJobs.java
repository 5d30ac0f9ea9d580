package org.peerboot.peer;

import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.peerboot.store.CachedImage;
import org.peerboot.wire.WantedImage;

/** What the shim said of jobs on this node: which run, which still wait for their images, and what they read. */
final class NodeJobs {
    private final JobHints running = new JobHints();
    private final Staging staging = new Staging();
    private final JobImages images = new JobImages();

    /** @param now in nanoseconds */
    void begins(String job, JobOrder order, long now) {
        images.begins(job, order);
        if (staging.begins(job, order, now)) {
            running.ends(job);
        } else if (!staging.jobs().contains(job)) { // prolog and plugin may both tell
            running.begins(job, now);
        }
    }

    /**
     * A user orders an image while his job runs here.
     *
     * @return whether it is one that none of his jobs here had ordered
     */
    boolean orders(String user, String image) {
        return images.orders(user, image);
    }

    void ends(String job) {
        running.ends(job);
        staging.ends(job);
        images.ends(job);
    }

    /**
     * Jobs that have what they waited for, or wait no longer, run from now on.
     *
     * @param coming whether an image is neither here nor refused to a user
     * @return which those are
     */
    List<String> settle(long now, BiPredicate<String, String> coming) {
        List<String> over = staging.over(now, coming);
        over.forEach(job -> running.begins(job, now));
        return over;
    }

    /** The tracker's limits allow nothing here: it knows, and its word is the truth from now on. */
    void trackerKnows() {
        running.trackerKnows();
    }

    boolean anyRuns(long now) {
        return running.any(now);
    }

    List<String> staging() {
        return staging.jobs();
    }

    boolean reads(CachedImage image) {
        return read(image.manifest().name().toString()) || read(image.digest().toString());
    }

    /** The jobs here that ordered the image by its name or its digest. */
    Set<String> of(WantedImage image) {
        return images.of(image.name(), image.digest().toString());
    }

    /** Whether a job ordered {@code image}, a name or a digest; safe from any thread. */
    boolean read(String image) {
        return images.has(image);
    }
}
