package org.peerboot.testbed;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.Job;
import org.peerboot.cluster.Network;
import org.peerboot.cluster.Node;
import org.peerboot.cluster.Reservation;
import org.peerboot.cluster.Switch;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.cluster.WorkloadManagers;
import org.peerboot.wire.Json;

/**
 * A program: the Slurm workload manager as the tracker has it, on the machine where it is started; prints what it is
 * told, one line each. Ends with its input.
 */
final class SlurmWatch {
    /** What was told: a snapshot or a warning, or that there is none any more. */
    record Said(@Nullable Seen seen, @Nullable String warning) {}

    /** A snapshot as JSON takes it. */
    record Seen(
            long timeMillis,
            Collection<Node> nodes,
            Collection<Switch> switches,
            Collection<Network> networks,
            Collection<Job> jobs,
            Collection<Reservation> reservations) {

        static Seen of(ClusterSnapshot from) {
            return new Seen(
                    from.timeMillis(),
                    from.nodes().values(),
                    from.switches().values(),
                    from.networks().values(),
                    from.jobs().values(),
                    from.reservations().values());
        }

        ClusterSnapshot snapshot() {
            return new ClusterSnapshot(timeMillis, "slurm", nodes, switches, networks, jobs, reservations);
        }
    }

    private SlurmWatch() {}

    /** @param settings of the workload manager, each {@code key=value} */
    public static void main(String[] settings) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Map<String, String> read = new HashMap<>();
        for (String setting : List.of(settings)) {
            read.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        WorkloadManager slurm = WorkloadManagers.create("slurm", read, "test");
        slurm.start(new WorkloadManager.Listener() {
            @Override
            public void snapshot(ClusterSnapshot snapshot) {
                out.println(Json.write(new Said(Seen.of(snapshot), null)));
            }

            @Override
            public void warning(@Nullable String reason) {
                out.println(Json.write(new Said(null, reason)));
            }
        });
        while (System.in.read() >= 0) {
            continue;
        }
        slurm.close();
        System.exit(0);
    }
}
