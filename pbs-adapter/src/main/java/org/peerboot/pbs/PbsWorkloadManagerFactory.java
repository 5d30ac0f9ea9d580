package org.peerboot.pbs;

import java.time.Clock;
import java.util.Map;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.cluster.WorkloadManagerFactory;
import org.peerboot.cluster.reader.Follower;
import org.peerboot.cluster.reader.ReaderSettings;

/** Kind {@code pbs}; see {@link PbsSettings}. */
public final class PbsWorkloadManagerFactory implements WorkloadManagerFactory {
    @Override
    public String kind() {
        return PbsSettings.PBS.kind();
    }

    @Override
    public WorkloadManager create(Map<String, String> settings, String place) {
        PbsSettings read = PbsSettings.of(settings, place);
        ReaderSettings common = read.common();
        return new PbsWorkloadManager(new Follower<>(
                PbsSettings.PBS,
                common.poll(),
                common.timeout(),
                () -> common.start(PbsAnswer.class, read.options()),
                new PbsInterpreter(),
                Clock.systemUTC()));
    }
}
