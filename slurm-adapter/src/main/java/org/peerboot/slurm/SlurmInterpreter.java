package org.peerboot.slurm;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.cluster.ClusterSnapshot;
import org.peerboot.cluster.reader.Interpreter;
import org.peerboot.image.RefusedException;

/** Snapshots of the reader's answers, each laid over the one before. */
final class SlurmInterpreter implements Interpreter<SlurmAnswer> {
    private final int bulkPort;
    private final String source;
    private final Map<Long, String> users = new HashMap<>();
    private @Nullable RawCluster raw;

    SlurmInterpreter(int bulkPort, String source) {
        this.bulkPort = bulkPort;
        this.source = source;
    }

    @Override
    public ClusterSnapshot snapshot(SlurmAnswer answer, @Nullable ClusterSnapshot before, long askedMillis) {
        RawCluster now = answer.over(raw);
        if (now == null) {
            throw new RefusedException("slurm-reader", "left out what was not told before", "report it");
        }
        if (answer.users() != null) {
            users.clear();
            users.putAll(answer.users());
        }
        ClusterSnapshot snapshot = before != null && answer.changesNothing()
                ? before.confirmed(askedMillis)
                : Translator.snapshot(now, id -> users.getOrDefault(id, "uid:" + id), bulkPort, askedMillis, source);
        raw = now;
        return snapshot;
    }
}
