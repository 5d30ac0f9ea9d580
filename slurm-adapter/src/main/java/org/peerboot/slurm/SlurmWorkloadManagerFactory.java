package org.peerboot.slurm;

import java.time.Clock;
import java.util.Map;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.cluster.WorkloadManagerFactory;
import org.peerboot.cluster.reader.ReaderSettings;

/** Kind {@code slurm}; see {@link SlurmSettings}. */
public final class SlurmWorkloadManagerFactory implements WorkloadManagerFactory {
    @Override
    public String kind() {
        return SlurmSettings.SLURM.kind();
    }

    @Override
    public WorkloadManager create(Map<String, String> settings, String place) {
        ReaderSettings read = SlurmSettings.of(settings, place);
        return new SlurmWorkloadManager(
                read, () -> read.start(SlurmAnswer.class, Map.of()), read.commands(), Clock.systemUTC());
    }
}
