package org.peerboot.wire;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;

/**
 * A reboot of nodes into an image, as it stands.
 *
 * @param plan its number
 * @param nodes the folded host list
 * @param begun milliseconds since the epoch
 * @param waves how many of the nodes may have gone down once each wave is over
 * @param wave the one that is open, from 0
 * @param maxFailed so many nodes may fail; one more, and no further node is rebooted
 * @param why what the plan waits for, or why it ended; absent where it goes on, or all went well
 * @param steps one a node
 */
public record RebootPlan(
        long plan,
        String image,
        Digest digest,
        String nodes,
        String user,
        long begun,
        State state,
        List<Integer> waves,
        int wave,
        int maxFailed,
        @Nullable String why,
        List<Step> steps) {

    /** Where a plan stands. */
    public enum State {
        RUNNING,
        /** Every node runs the image. */
        DONE,
        /** Too many nodes failed; those that had not gone down were left alone. */
        BLOWN,
        /** An administrator ended it. */
        STOPPED,
        /** Nothing more is to be done, and some nodes failed or were left alone. */
        FAILED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One node.
     *
     * @param since when it came into this phase, or {@code reason} came or went, milliseconds since the epoch
     * @param reason why it failed, or what it waits for; absent where there is nothing to say
     */
    public record Step(
            String node, Phase phase, long since, @Nullable String reason) {}

    /** Where a node stands. */
    public enum Phase {
        /** The image is on its way to it. */
        FETCHING,
        /** It holds the image, and waits for its turn. */
        READY,
        /** The workload manager was told; it reboots the node once no job runs there. */
        ISSUED,
        /** It went down, and has not come back. */
        BOOTING,
        /** It runs the image. */
        DONE,
        FAILED,
        /** It never became ready and was left alone; it boots the image whenever it comes back. */
        SKIPPED;

        /** Whether nothing more will come of it. */
        public boolean settled() {
            return this == DONE || this == FAILED || this == SKIPPED;
        }

        /** Whether it was told to go down and is not back. */
        public boolean away() {
            return this == ISSUED || this == BOOTING;
        }

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
