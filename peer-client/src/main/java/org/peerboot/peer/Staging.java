package org.peerboot.peer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.peerboot.wire.PeerReport;

/**
 * Jobs whose tasks have not begun on this node, for they wait for images that are still on their way. Such a job loses
 * nothing when its nodes serve each other, which is how its images come soon: so the node counts as free meanwhile.
 */
final class Staging {
    private record Wait(JobOrder order, long until) {}

    private final Map<String, Wait> byJob = new LinkedHashMap<>();

    /**
     * @param now in nanoseconds
     * @return whether it waits; not where too many do
     */
    boolean begins(String job, JobOrder order, long now) {
        if (order.images().isEmpty() || order.waitSeconds() <= 0 || byJob.size() >= PeerReport.MOST_STAGING) {
            return false;
        }
        byJob.put(job, new Wait(order, now + order.waitSeconds() * 1_000_000_000L));
        return true;
    }

    void ends(String job) {
        byJob.remove(job);
    }

    /**
     * @param coming whether an image is neither here nor refused to a user
     * @return jobs that wait no longer, each said once
     */
    List<String> over(long now, BiPredicate<String, String> coming) {
        List<String> over = new ArrayList<>();
        for (Iterator<Map.Entry<String, Wait>> waits = byJob.entrySet().iterator(); waits.hasNext(); ) {
            Map.Entry<String, Wait> wait = waits.next();
            JobOrder order = wait.getValue().order();
            if (now >= wait.getValue().until()
                    || order.images().stream().noneMatch(image -> coming.test(image, order.user()))) {
                over.add(wait.getKey());
                waits.remove();
            }
        }
        return over;
    }

    List<String> jobs() {
        return List.copyOf(byJob.keySet());
    }
}
