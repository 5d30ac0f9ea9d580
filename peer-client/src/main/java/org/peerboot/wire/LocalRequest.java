package org.peerboot.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line on the peer's local socket. The peer asks the kernel who sent it.
 *
 * @param op what is wanted
 * @param job the job's id, for job events
 * @param image a name or digest, for {@link Op#FETCH}, {@link Op#CHOOSE} and what changes the cache; a digest for
 *     {@link Op#BOOTING}, absent there where the node reboots without a choice of Peerboot's
 * @param images names or digests that the job will ask for, for {@link Op#JOB_BEGIN}; {@link #MAX_IMAGES} at most
 * @param user whose job it is, for {@link Op#JOB_BEGIN}; there where images are. What he fetches later counts as ordered by
 *     the job
 * @param waitSeconds for so long the job's tasks wait for the images before they begin without them; absent where they do not wait
 * @param why a boot failed, for {@link Op#BOOT_FAILED}
 */
public record LocalRequest(
        int protocol,
        Op op,
        @Nullable String job,
        @Nullable String image,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> images,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String user,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer waitSeconds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String why) {
    public static final int MAX_IMAGES = 8;

    public LocalRequest(int protocol, Op op, @Nullable String job, @Nullable String image) {
        this(protocol, op, job, image, null, null, null, null);
    }

    public enum Op {
        /** A job begins here; root alone may say so. Answered with one line. */
        JOB_BEGIN,
        /** A job has ended here; root alone may say so. Answered with one line. */
        JOB_END,
        /** Hold this image. Answered with a line a second until it is complete or has failed. */
        FETCH,
        /** What this peer holds and does. Answered with one line. */
        STATUS,
        /**
         * Which image shall this node boot now? Root alone may ask. Answered with a line a second, each with a
         * {@link BootChoice}, until the assigned image is here whole and was checked, or the caller goes away.
         */
        BOOT,
        /** The caller is about to boot {@code image}; root alone may say so. Answered with one line. */
        BOOTING,
        /** The root of {@code image}, a digest, is mounted below the kernel that runs: root alone may say so. One line. */
        BOOTED,
        /** Nothing is booted, and {@code why}: root alone may say so. One line. */
        BOOT_FAILED,
        /**
         * This node shall boot {@code image}, one of those assigned to it; root alone may say so. Answered with a line a
         * second until the tracker has agreed or refused.
         */
        CHOOSE,
        /** What is in the cache? Root alone may ask. Answered with one line, as are the next three. */
        CACHE,
        /** {@code image} stays whatever room others need. */
        PIN,
        /** It may go again. */
        UNPIN,
        /** Remove {@code image}, unless something here needs it. */
        DROP
    }
}
