package org.peerboot.cluster.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.cluster.WorkloadManagerFactory;
import org.peerboot.config.Durations;
import org.peerboot.image.RefusedException;

/** Kind {@code file}: {@code file} is the path of the cluster file, {@code poll} how often it is looked at. */
public final class FileWorkloadManagerFactory implements WorkloadManagerFactory {
    private static final List<String> KEYS = List.of("file", "poll");
    private static final String POLL = "200ms";

    @Override
    public String kind() {
        return "file";
    }

    @Override
    public WorkloadManager create(Map<String, String> settings, String place) {
        for (String key : settings.keySet()) {
            if (!KEYS.contains(key)) {
                throw new RefusedException(
                        place + ", key \"" + key + "\"",
                        "is not known to the file workload manager",
                        "use " + String.join(", ", KEYS));
            }
        }
        String file = settings.get("file");
        if (file == null) {
            throw new RefusedException(place, "lacks the key \"file\"", "name the cluster file there");
        }
        Duration poll = Durations.parse(settings.getOrDefault("poll", POLL));
        if (poll.toMillis() < 10 || poll.toSeconds() >= 60) {
            throw new RefusedException(
                    place + ", poll \"" + settings.get("poll") + "\"", "is not within 10ms-59s", "write " + POLL);
        }
        try {
            return new FileWorkloadManager(Path.of(file), poll, Clock.systemUTC());
        } catch (InvalidPathException e) {
            throw new RefusedException(place + ", file \"" + file + "\"", "is no path", "correct it", e);
        }
    }
}
