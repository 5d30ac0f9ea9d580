package org.peerboot.peer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Names of the images that running jobs ordered, at their begin or later: those are read in place, so they stay while the
 * job does. A job whose end was lost goes when so many others have come, that it cannot keep the cache full for ever.
 */
final class JobImages {
    private static final int MOST_JOBS = 256;
    private static final int MOST_IMAGES = 64;

    private record Job(String user, Set<String> images) {}

    private final Map<String, Job> jobs = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Job> eldest) {
            return size() > MOST_JOBS;
        }
    };
    /** Read by threads that make room in the cache. */
    private volatile Set<String> names = Set.of();

    /** Prolog and plugin may both tell, and one of them knows more. */
    void begins(String job, JobOrder order) {
        Job before = jobs.get(job);
        Set<String> images = before == null ? new LinkedHashSet<>() : before.images;
        images.addAll(order.images());
        String user = order.user().isEmpty() && before != null ? before.user : order.user();
        if (!user.isEmpty() || !images.isEmpty()) {
            jobs.put(job, new Job(user, images));
            count();
        }
    }

    /**
     * A user orders an image; it counts as ordered by each of his jobs here.
     *
     * @return whether one of them had not ordered it
     */
    boolean orders(String user, String image) {
        boolean news = false;
        for (Job job : jobs.values()) {
            news |= job.user.equals(user) && job.images.size() < MOST_IMAGES && job.images.add(image);
        }
        if (news) {
            count();
        }
        return news;
    }

    void ends(String job) {
        if (jobs.remove(job) != null) {
            count();
        }
    }

    boolean has(String image) {
        return names.contains(image);
    }

    /** The jobs that ordered an image by its name or its digest. */
    Set<String> of(String name, String digest) {
        return jobs.entrySet().stream()
                .filter(job -> job.getValue().images.contains(name)
                        || job.getValue().images.contains(digest))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void count() {
        names = jobs.values().stream()
                .map(Job::images)
                .flatMap(Collection::stream)
                .collect(Collectors.toUnmodifiableSet());
    }
}
