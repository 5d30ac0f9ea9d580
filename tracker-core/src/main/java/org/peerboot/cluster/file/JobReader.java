package org.peerboot.cluster.file;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.HostList;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.JobState;
import org.peerboot.cluster.Node;
import org.peerboot.config.Text;
import org.peerboot.image.RefusedException;

/** Reads the file's jobs. */
final class JobReader {
    private final String place;
    private final Map<String, Node> nodes;

    JobReader(String place, Map<String, Node> nodes) {
        this.place = place;
        this.nodes = nodes;
    }

    Job read(ClusterFile.JobSpec spec) {
        List<String> hosts = HostList.parse(spec.nodes().value(), ClusterFileReader.at(place, spec.nodes()));
        for (String host : hosts) {
            if (!nodes.containsKey(host)) {
                throw new RefusedException(
                        ClusterFileReader.at(place, spec.nodes()) + ", job \""
                                + spec.id().value() + "\"",
                        "node " + host + " is not among the file's nodes",
                        "add it there, or correct the name");
            }
        }
        return new Job(
                spec.id().value(),
                spec.user(),
                hosts,
                state(spec.state()),
                spec.partition(),
                spec.exclusive(),
                time(spec.start()),
                time(spec.end()));
    }

    private JobState state(@Nullable Text state) {
        if (state == null) {
            return JobState.RUNNING;
        }
        try {
            return JobState.valueOf(state.value().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    ClusterFileReader.at(place, state) + ", state \"" + state.value() + "\"",
                    "is not known",
                    "use one of " + EnumSet.allOf(JobState.class),
                    e);
        }
    }

    private @Nullable Long time(@Nullable Text time) {
        if (time == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(time.value()).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new RefusedException(
                    ClusterFileReader.at(place, time) + ", time \"" + time.value() + "\"",
                    "is not understood",
                    "write it as 2026-01-31T12:00:00Z",
                    e);
        }
    }
}
