package org.peerboot.pbs;

import java.time.Clock;
import java.util.Map;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.cluster.WorkloadManagerFactory;
import org.peerboot.cluster.reader.Follower;
import org.peerboot.cluster.reader.ReaderLaunch;
import org.peerboot.cluster.reader.ReaderProcess;

/** Kind {@code pbs}; see {@link PbsSettings}. */
public final class PbsWorkloadManagerFactory implements WorkloadManagerFactory {
    @Override
    public String kind() {
        return PbsSettings.PBS.kind();
    }

    @Override
    public WorkloadManager create(Map<String, String> settings, String place) {
        PbsSettings read = PbsSettings.of(settings, place);
        Map<String, String> environment = ReaderLaunch.environment(PbsSettings.environment(read.path(), read.conf()));
        return new PbsWorkloadManager(new Follower<>(
                PbsSettings.PBS,
                read.poll(),
                read.timeout(),
                () -> ReaderProcess.start(
                        PbsSettings.PBS,
                        PbsAnswer.class,
                        ReaderLaunch.command(PbsSettings.PBS, read.options()),
                        environment),
                new PbsInterpreter(),
                Clock.systemUTC()));
    }
}
