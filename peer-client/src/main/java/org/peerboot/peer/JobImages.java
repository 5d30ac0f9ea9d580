package org.peerboot.peer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Names of the images that running jobs ordered: those are read in place, so they stay while the job does. A job whose end
 * was lost goes when so many others have come, that it cannot keep the cache full for ever.
 */
final class JobImages {
    private static final int MOST_JOBS = 256;

    private final Map<String, List<String>> byJob = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
            return size() > MOST_JOBS;
        }
    };
    /** Read by threads that make room in the cache. */
    private volatile Set<String> names = Set.of();

    void begins(String job, List<String> images) {
        if (!images.isEmpty()) {
            byJob.put(job, List.copyOf(images));
            count();
        }
    }

    void ends(String job) {
        if (byJob.remove(job) != null) {
            count();
        }
    }

    boolean has(String image) {
        return names.contains(image);
    }

    /** The jobs that ordered an image by its name or its digest. */
    Set<String> of(String name, String digest) {
        return byJob.entrySet().stream()
                .filter(job -> job.getValue().contains(name) || job.getValue().contains(digest))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void count() {
        names = byJob.values().stream().flatMap(Collection::stream).collect(Collectors.toUnmodifiableSet());
    }
}
