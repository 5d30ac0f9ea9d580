package org.peerboot.slurm;

import java.time.Clock;
import java.util.Map;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.cluster.WorkloadManagerFactory;
import org.peerboot.cluster.reader.Commands;
import org.peerboot.cluster.reader.ReaderLaunch;
import org.peerboot.cluster.reader.ReaderProcess;

/** Kind {@code slurm}; see {@link SlurmSettings}. */
public final class SlurmWorkloadManagerFactory implements WorkloadManagerFactory {
    @Override
    public String kind() {
        return "slurm";
    }

    @Override
    public WorkloadManager create(Map<String, String> settings, String place) {
        SlurmSettings read = SlurmSettings.of(settings, place);
        Map<String, String> environment = SlurmSettings.environment(read.path(), read.conf());
        return new SlurmWorkloadManager(
                read,
                () -> ReaderProcess.start(
                        SlurmSettings.SLURM,
                        SlurmAnswer.class,
                        ReaderLaunch.command(SlurmSettings.SLURM, read.options()),
                        ReaderLaunch.environment(environment)),
                new Commands(SlurmSettings.SLURM, environment, read.timeout()),
                Clock.systemUTC());
    }
}
