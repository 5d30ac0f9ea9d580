package org.peerboot.wire;

import org.peerboot.image.Digest;

/**
 * A segment that went on from another source.
 *
 * @param byteReached offset in the image's byte string from which the new source was asked
 * @param epoch the update behind it; that of the update in force where the network was the cause
 * @param cause in words, such as {@code job.running = 1} or {@code connection reset}
 * @param rule the policy rule behind it; empty where the network was the cause
 */
public record SegmentRestart(
        Digest digest, int piece, long byteReached, String from, String to, long epoch, String cause, String rule) {

    /** Whether the source was lost, and neither was left by a rule nor had as many as it serves at once. */
    public boolean lostItsSource() {
        return rule.isEmpty() && !cause.startsWith("refused with 503");
    }
}
