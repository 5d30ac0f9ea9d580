package org.peerboot.cluster.file;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.config.Default;
import org.peerboot.config.Rate;
import org.peerboot.config.Text;

/** The file as written. */
record ClusterFile(
        @Default("[]") List<NetworkSpec> networks,
        @Default("[]") List<SwitchSpec> switches,
        List<NodeSpec> nodes,
        @Default("[]") List<JobSpec> jobs,
        @Default("[]") List<ReservationSpec> reservations) {

    record NetworkSpec(
            Text name,
            @Default("\"\"") String addresses,
            @Nullable Rate rate) {}

    record SwitchSpec(
            Text name, @Nullable Text parent, @Nullable Rate uplink) {}

    /**
     * Some nodes alike.
     *
     * @param address on the first network, one for each host: {@code 10.0.0.[1-16]}
     * @param addresses the same by network
     * @param port one for all, or FIRST-LAST with one for each
     */
    record NodeSpec(
            Text hosts,
            @Nullable Text address,
            @Default("{}") Map<String, Text> addresses,
            @Nullable Text port,
            @Nullable Text leaf,
            @Default("[]") List<Text> states,
            @Default("[]") List<Text> features,
            @Default("[]") List<Text> partitions) {}

    /**
     * A job.
     *
     * @param nodes those that it has; while it waits, those that it is to have
     */
    record JobSpec(
            Text id,
            String user,
            Text nodes,
            @Nullable Text state,
            @Default("\"\"") String partition,
            @Default("false") boolean exclusive,
            @Nullable Text start,
            @Nullable Text end) {}

    record ReservationSpec(
            Text name,
            Text nodes,
            Text start,
            Text end,
            @Default("false") boolean maintenance) {}
}
