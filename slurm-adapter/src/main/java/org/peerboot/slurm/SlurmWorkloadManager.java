package org.peerboot.slurm;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.peerboot.cluster.HostList;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.cluster.reader.Asked;
import org.peerboot.cluster.reader.Commands;
import org.peerboot.cluster.reader.Follower;
import org.peerboot.cluster.reader.ReaderSettings;
import org.peerboot.image.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Slurm, read by a {@link Follower} and told of reboots by its commands. */
final class SlurmWorkloadManager implements WorkloadManager {
    private static final Logger LOG = LoggerFactory.getLogger(SlurmWorkloadManager.class);

    private final Follower<SlurmAnswer> follower;
    private final Commands commands;

    SlurmWorkloadManager(
            ReaderSettings settings, Supplier<? extends Asked<SlurmAnswer>> starter, Commands commands, Clock clock) {
        this.commands = commands;
        this.follower = new Follower<>(
                SlurmSettings.SLURM,
                settings.poll(),
                settings.timeout(),
                starter,
                new SlurmInterpreter(settings.port(), name()),
                clock);
    }

    @Override
    public String name() {
        return SlurmSettings.SLURM.kind();
    }

    @Override
    public void start(Listener to) {
        follower.start(to);
    }

    /** {@inheritDoc} Slurm lets its administrators do so; an operator may not. */
    @Override
    public void reboot(Collection<String> nodes, String reason) {
        if (nodes.isEmpty()) {
            return; // an empty list is all of the nodes to scontrol
        }
        String plain = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        try {
            commands.run(
                    "scontrol",
                    List.of("reboot", "ASAP", "nextstate=RESUME", "reason=" + plain, HostList.fold(nodes)),
                    line -> LOG.info("scontrol reboot: {}", line));
        } catch (RefusedException e) {
            if (e.why().contains("denied")) {
                throw new RefusedException(
                        e.what(), e.why(), "make the tracker's user a Slurm administrator, or run it as SlurmUser", e);
            }
            throw e;
        }
        LOG.info("reboot ordered nodes={} reason=\"{}\"", HostList.fold(nodes), plain);
    }

    @Override
    public void close() {
        follower.close();
    }
}
