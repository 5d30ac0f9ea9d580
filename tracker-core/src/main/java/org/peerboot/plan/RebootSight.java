package org.peerboot.plan;

import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;

/**
 * What the tracker sees of one node that shall boot an image.
 *
 * @param leaf its leaf switch; empty where that is not known
 * @param up whether its peer has a session
 * @param whole whether it holds the image, complete and verified
 * @param job whether a job runs there; unknown counts as yes
 * @param order what the workload manager says of a reboot
 * @param down whether the workload manager has given it up
 * @param booted what it runs, as its peer's last hello says
 * @param bootNote why, as its peer says
 * @param helloMillis when its peer said hello last, since the epoch; 0 where never
 * @param trouble why the image does not come; absent while all is well
 */
public record RebootSight(
        String leaf,
        boolean up,
        boolean whole,
        boolean job,
        Order order,
        boolean down,
        @Nullable Digest booted,
        @Nullable String bootNote,
        long helloMillis,
        @Nullable String trouble) {

    /** What the workload manager says of a reboot of the node. */
    public enum Order {
        NONE,
        /** It will reboot once its job has ended. */
        REQUESTED,
        /** It is going down or coming up. */
        UNDER_WAY
    }

    /** Whether others can fetch the image from it. */
    boolean seed() {
        return up && whole;
    }
}
