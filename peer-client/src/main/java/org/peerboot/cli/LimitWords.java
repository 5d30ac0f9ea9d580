package org.peerboot.cli;

import org.peerboot.wire.Limits;

/** Limits as people read them. */
final class LimitWords {
    private LimitWords() {}

    /** Such as {@code nothing (job-runs)}, {@code at most 20.0 MiB/s in 2 streams (job-runs)}, {@code without limit}. */
    static String upload(Limits limits) {
        String rule = limits.rule().isEmpty() ? "" : " (" + limits.rule() + ")";
        if (!limits.mayUpload()) {
            return "nothing" + rule;
        }
        boolean anyRate = limits.uploadBytesPerSecond() == Limits.UNLIMITED;
        boolean anyStreams = limits.uploadStreams() == Limits.UNLIMITED;
        if (anyRate && anyStreams) {
            return "without limit";
        }
        String rate = anyRate ? "at any rate" : "at most " + Units.rate(limits.uploadBytesPerSecond());
        return rate + (anyStreams ? "" : " in " + Units.count(limits.uploadStreams(), "stream")) + rule;
    }
}
