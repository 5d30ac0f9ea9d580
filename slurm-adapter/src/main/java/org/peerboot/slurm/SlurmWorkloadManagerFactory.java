package org.peerboot.slurm;

import java.time.Clock;
import java.util.Map;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.cluster.WorkloadManagerFactory;

/** Kind {@code slurm}; see {@link SlurmSettings}. */
public final class SlurmWorkloadManagerFactory implements WorkloadManagerFactory {
    @Override
    public String kind() {
        return "slurm";
    }

    @Override
    public WorkloadManager create(Map<String, String> settings, String place) {
        SlurmSettings read = SlurmSettings.of(settings, place);
        return new SlurmWorkloadManager(
                read,
                () -> ReaderProcess.start(ReaderLaunch.command(read), ReaderLaunch.environment(read)),
                new SlurmCommands(read.path(), read.conf(), read.timeout()),
                Clock.systemUTC());
    }
}
