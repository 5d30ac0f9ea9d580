package org.peerboot.cluster;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a snapshot says of jobs that cannot be. What is made of it, {@link Job#endMillis} says. */
public final class Contradictions {
    /** Told in words. */
    private static final int SHOWN = 3;

    private Contradictions() {}

    /** In words for the administrator; absent where all fits together. */
    public static @Nullable String of(ClusterSnapshot snapshot) {
        List<Job> backwards = snapshot.jobs().values().stream()
                .filter(job -> job.state().occupies() && job.endsBeforeItBegins())
                .toList();
        if (backwards.isEmpty()) {
            return null;
        }
        String first = backwards.stream().limit(SHOWN).map(Job::label).collect(Collectors.joining(", "));
        int more = backwards.size() - SHOWN;
        return snapshot.source() + " contradicts itself: job " + first + (more > 0 ? " and " + more + " more" : "")
                + " would end before it began; when it ends counts as unknown";
    }
}
