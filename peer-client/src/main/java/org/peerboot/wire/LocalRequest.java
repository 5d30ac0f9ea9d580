package org.peerboot.wire;

import org.jspecify.annotations.Nullable;

/**
 * One line on the peer's local socket. The peer asks the kernel who sent it.
 *
 * @param op what is wanted
 * @param job the job's id, for job events
 * @param image a name or digest, for {@link Op#FETCH}
 */
public record LocalRequest(
        int protocol, Op op, @Nullable String job, @Nullable String image) {
    public enum Op {
        /** A job begins here; root alone may say so. Answered with one line. */
        JOB_BEGIN,
        /** A job has ended here; root alone may say so. Answered with one line. */
        JOB_END,
        /** Hold this image. Answered with a line a second until it is complete or has failed. */
        FETCH,
        /** What this peer holds and does. Answered with one line. */
        STATUS
    }
}
