package org.peerboot.slurm;

import java.util.List;
import org.peerboot.cluster.reader.Told;
import org.peerboot.image.RefusedException;

/**
 * What Slurm said, in its own words: one answer of a {@link SlurmSource}. A list that is the same object as in the
 * source's answer before means "has not changed", and costs nobody a look at its members.
 *
 * @param version of Slurm, such as {@code 22.05.8}
 * @param nodes all of them: those of hidden partitions and future ones too
 * @param jobs those that wait, or hold nodes; what has ended may be left out
 * @param switches of topology/tree; empty where the topology is flat
 */
public record RawCluster(
        String version,
        List<SlurmNode> nodes,
        List<SlurmJob> jobs,
        List<SlurmSwitch> switches,
        List<SlurmReservation> reservations)
        implements Told {

    /** A node hangs on one leaf switch here; Slurm lets it have several. */
    @Override
    public List<String> warnings() {
        try {
            return Leaves.of(switches).twice();
        } catch (RefusedException e) {
            // Whoever takes the answer refuses it, and says so.
            return List.of();
        }
    }
}
