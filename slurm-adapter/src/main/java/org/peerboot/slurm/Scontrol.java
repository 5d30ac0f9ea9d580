package org.peerboot.slurm;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lines of {@code scontrol -o show ...}, which has no JSON before Slurm 23.02, and names future nodes as sinfo does not. */
final class Scontrol {
    static final List<String> NODES = List.of("-a", "-F", "-o", "show", "nodes");
    static final List<String> TOPOLOGY = List.of("-o", "show", "topology");
    static final List<String> RESERVATIONS = List.of("-a", "-o", "show", "reservations");

    /** OS is the node's own word and holds blanks; it ends where RealMemory begins. */
    private static final List<String> NODE_KEYS = List.of(
            "NodeName",
            "AvailableFeatures",
            "ActiveFeatures",
            "NodeAddr",
            "NodeHostName",
            "OS",
            "RealMemory",
            "State",
            "ThreadsPerCore",
            "MCS_label",
            "Partitions");

    private static final List<String> SWITCH_KEYS = List.of("SwitchName", "Level", "LinkSpeed", "Nodes", "Switches");
    private static final List<String> RESERVATION_KEYS = List.of(
            "ReservationName", "StartTime", "EndTime", "Duration", "Nodes", "NodeCnt", "PartitionName", "Flags");

    private Scontrol() {}

    static @Nullable SlurmNode node(String line) {
        if (line.isBlank()) {
            return null;
        }
        // Partitions= is left out for a node in none; what stands behind BootTime=, a Reason, is no partition
        int end = line.indexOf(" BootTime=", Math.max(0, line.indexOf(" ThreadsPerCore=")));
        String head = end < 0 ? line : line.substring(0, end);
        Pairs pairs = Pairs.of(head, NODE_KEYS, Map.of("OS", "RealMemory"));
        String active = pairs.text("ActiveFeatures");
        return new SlurmNode(
                pairs.needed("NodeName", line),
                pairs.text("NodeHostName"),
                pairs.text("NodeAddr"),
                pairs.needed("State", line),
                active.isEmpty() ? pairs.text("AvailableFeatures") : active,
                pairs.text("Partitions"));
    }

    static @Nullable SlurmSwitch topology(String line) {
        if (!line.startsWith("SwitchName=")) {
            return null;
        }
        Pairs pairs = Pairs.of(line, SWITCH_KEYS, Map.of());
        return new SlurmSwitch(
                pairs.needed("SwitchName", line),
                (int) Pairs.seconds(pairs.needed("Level", line)),
                pairs.text("Nodes"),
                pairs.text("Switches"));
    }

    /** "No reservations in the system" is no reservation. */
    static @Nullable SlurmReservation reservation(String line) {
        if (!line.startsWith("ReservationName=")) {
            return null;
        }
        Pairs pairs = Pairs.of(line, RESERVATION_KEYS, Map.of());
        return new SlurmReservation(
                pairs.needed("ReservationName", line),
                pairs.text("Nodes"),
                Pairs.seconds(pairs.text("StartTime")),
                Pairs.seconds(pairs.text("EndTime")),
                Set.of(pairs.text("Flags").split(",")).contains("MAINT"));
    }
}
