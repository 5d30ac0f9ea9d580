package org.peerboot.tracker;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.image.Digest;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.tracker.catalogue.Contents;

/** Nodes that shall hold an image before a job starts there: the job waits, ordered the image, and may read it. */
final class Planned {
    private Planned() {}

    static Map<Digest, Set<String>> nodes(ClusterSnapshot snapshot, Contents contents) {
        Map<Digest, Set<String>> nodes = new HashMap<>();
        for (Job job : snapshot.jobs().values()) {
            if (job.state() != JobState.PENDING || job.plannedNodes().isEmpty()) {
                continue;
            }
            for (String name : job.images()) {
                CatalogueImage image = contents.find(name);
                if (image != null && Wishes.mayRead(image, job.user())) {
                    nodes.computeIfAbsent(image.digest(), d -> new TreeSet<>()).addAll(job.plannedNodes());
                }
            }
        }
        return nodes;
    }
}
