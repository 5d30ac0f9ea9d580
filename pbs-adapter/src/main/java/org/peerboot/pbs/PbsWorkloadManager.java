package org.peerboot.pbs;

import org.peerboot.cluster.WorkloadManager;
import org.peerboot.cluster.reader.Follower;

/** PBS, read by a {@link Follower}. It reboots nodes for jobs that ask (aoe), not for an administrator. */
final class PbsWorkloadManager implements WorkloadManager {
    private final Follower<PbsAnswer> follower;

    PbsWorkloadManager(Follower<PbsAnswer> follower) {
        this.follower = follower;
    }

    @Override
    public String name() {
        return PbsSettings.PBS.kind();
    }

    @Override
    public void start(Listener to) {
        follower.start(to);
    }

    @Override
    public void close() {
        follower.close();
    }
}
