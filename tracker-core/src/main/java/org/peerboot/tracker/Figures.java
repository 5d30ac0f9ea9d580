package org.peerboot.tracker;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peerboot.attributes.JobStatus;
import org.peerboot.plan.Capabilities;
import org.peerboot.tracker.metrics.Family;
import org.peerboot.tracker.metrics.Labelled;
import org.peerboot.wire.ClusterStatus;

/**
 * The state as {@code GET /metrics} shows it. On the loop's thread. Sums alone: how many series there are does not depend
 * on how many nodes, images or users, and none of them is named.
 */
final class Figures {
    private static final Capabilities NONE = (source, image, destination) -> "";

    private final State state;
    private final Updates updates;
    private final Sessions sessions;
    private final StatusMaker status;
    private final Clock clock;

    Figures(State state, Updates updates, Sessions sessions, Clock clock) {
        this.state = state;
        this.updates = updates;
        this.sessions = sessions;
        this.status = new StatusMaker(state, updates);
        this.clock = clock;
    }

    List<Family> families() {
        long now = clock.millis();
        ClusterStatus seen = status.status(state.view(NONE, now).snapshot(), status.images(null), null, now);
        List<Family> families = new ArrayList<>();
        cluster(families, seen);
        transfers(families, seen.transfers());
        sums(families, state.transfers.sums());
        families.add(Family.counter(
                "peerboot_updates_total", "Tracker updates sent to peers and the origin.", updates.count()));
        families.add(updates.latency()
                .family(
                        "peerboot_update_latency_seconds",
                        "From a change in cluster, catalogue or policy to the last update that it caused."));
        families.add(Family.counter(
                "peerboot_sessions_refused_total", "Peers whose hello was not accepted.", sessions.refused()));
        return families;
    }

    private void cluster(List<Family> families, ClusterStatus seen) {
        Map<String, Long> peers = words("up", "down", "never seen");
        seen.nodes().forEach(node -> peers.merge(node.peer(), 1L, Long::sum));
        families.add(Labelled.gauge("peerboot_peers", "Nodes by what their peer is.", "state", peers));
        families.add(Family.gauge(
                "peerboot_busy_nodes",
                "Nodes with a job, or of which it is not known whether there is one.",
                seen.nodes().stream().filter(ClusterStatus.Node::job).count()));
        families.add(Family.gauge(
                "peerboot_snapshot_age_seconds",
                "Age of the workload manager's last word; NaN before its first. From "
                        + JobStatus.STALE_AFTER_MILLIS / 1000 + " on every node counts as busy.",
                state.snapshot.timeMillis() == 0 ? Double.NaN : seen.snapshotAgeMillis() / 1000.0));
        families.add(Family.gauge(
                "peerboot_workload_manager_warning",
                "1 while the workload manager cannot be read as it should, else 0.",
                state.clusterWarning == null ? 0 : 1));
        families.add(Family.gauge(
                "peerboot_policy_warning",
                "1 while the policy file is refused and the old rules are in force, else 0.",
                state.policyWarning == null ? 0 : 1));
    }

    private static void transfers(List<Family> families, List<ClusterStatus.Transfer> transfers) {
        Map<String, Long> states = words("waiting", "fetching", "paused", "failed", "complete");
        Map<String, Long> nodes = words("complete", "failed", "missing");
        long rate = 0;
        for (ClusterStatus.Transfer transfer : transfers) {
            states.merge(transfer.state(), 1L, Long::sum);
            nodes.merge("complete", (long) transfer.complete(), Long::sum);
            nodes.merge("failed", (long) transfer.failed(), Long::sum);
            nodes.merge("missing", (long) transfer.nodes() - transfer.complete() - transfer.failed(), Long::sum);
            rate += transfer.rate();
        }
        families.add(
                Labelled.gauge("peerboot_transfers", "Images that some node shall hold, by state.", "state", states));
        families.add(Labelled.gauge(
                "peerboot_destinations", "Pairs of an image and a node that shall hold it, by state.", "state", nodes));
        families.add(Family.gauge(
                "peerboot_transfer_bytes_per_second", "Verified bytes over all transfers, over the last 5 s.", rate));
    }

    private static void sums(List<Family> families, TransferSums sums) {
        families.add(Labelled.counter(
                "peerboot_received_bytes_total",
                "Payload bytes that nodes received, by who sent them.",
                "source",
                Map.of("origin", sums.fromOrigin(), "peers", sums.fromPeers())));
        families.add(Family.counter(
                "peerboot_received_twice_bytes_total", "Of those, bytes that the node had already.", sums.twice()));
        families.add(Family.counter(
                "peerboot_segment_restarts_total", "Segments that went on from another source.", sums.restarts()));
        families.add(Family.counter("peerboot_fetches_completed_total", "Images whole on one node.", sums.completed()));
        families.add(Family.counter("peerboot_fetches_failed_total", "Images given up by one node.", sums.failed()));
    }

    /** Each is there although it counts nothing: a series that comes and goes cannot be summed. */
    private static Map<String, Long> words(String... words) {
        Map<String, Long> counts = new TreeMap<>();
        for (String word : words) {
            counts.put(word, 0L);
        }
        return counts;
    }
}
