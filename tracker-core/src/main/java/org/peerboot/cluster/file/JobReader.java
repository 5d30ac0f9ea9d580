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
import org.peerboot.cluster.Reservation;
import org.peerboot.config.Text;
import org.peerboot.image.RefusedException;

/** Reads the file's jobs and reservations. */
final class JobReader {
    private final String place;
    private final Map<String, Node> nodes;

    JobReader(String place, Map<String, Node> nodes) {
        this.place = place;
        this.nodes = nodes;
    }

    Job read(ClusterFile.JobSpec spec) {
        List<String> hosts = hosts(spec.nodes(), "job \"" + spec.id().value() + "\"");
        JobState state = state(spec.state());
        boolean waits = state == JobState.PENDING;
        return new Job(
                spec.id().value(),
                spec.id().value(),
                spec.user(),
                waits ? List.of() : hosts,
                state,
                spec.partition(),
                "",
                null,
                spec.exclusive(),
                time(spec.start()),
                time(spec.end()),
                waits ? hosts : List.of(),
                List.of());
    }

    Reservation read(ClusterFile.ReservationSpec spec) {
        return new Reservation(
                spec.name().value(),
                hosts(spec.nodes(), "reservation \"" + spec.name().value() + "\""),
                parse(spec.start()),
                parse(spec.end()),
                spec.maintenance());
    }

    private List<String> hosts(Text list, String what) {
        List<String> hosts = HostList.parse(list.value(), ClusterFileReader.at(place, list));
        for (String host : hosts) {
            if (!nodes.containsKey(host)) {
                throw new RefusedException(
                        ClusterFileReader.at(place, list) + ", " + what,
                        "node " + host + " is not among the file's nodes",
                        "add it there, or correct the name");
            }
        }
        return hosts;
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
        return time == null ? null : (Long) parse(time);
    }

    private long parse(Text time) {
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
