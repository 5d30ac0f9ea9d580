package org.peerboot.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;

/**
 * What {@code peerboot status} shows.
 *
 * @param time of this status, milliseconds since the epoch
 * @param workloadManager who tells of nodes and jobs, such as {@code file:cluster.yaml}
 * @param snapshotAgeMillis how old its last word is
 * @param warning what the administrator should know first; absent while all is well
 */
public record ClusterStatus(
        long time,
        String workloadManager,
        long snapshotAgeMillis,
        @Nullable String warning,
        List<Transfer> transfers,
        List<Node> nodes) {

    /**
     * One image's way to its nodes.
     *
     * @param nodes assigned
     * @param complete nodes that hold it whole and verified
     * @param failed nodes that gave up, with reasons in {@link Node}
     * @param held verified bytes over all assigned nodes
     * @param rate bytes a second over all assigned nodes, over the last seconds
     * @param etaSeconds until the last node is complete; absent where it cannot be told
     * @param originBytes payload bytes that nodes received from the origin
     * @param twiceBytes payload bytes that nodes received although they had them
     * @param restarts segments that went on from another source so far, newest last, at most 1000 of them
     */
    public record Transfer(
            ImageInfo image,
            String state,
            int nodes,
            int complete,
            int failed,
            long held,
            long rate,
            @Nullable Long etaSeconds,
            long originBytes,
            long twiceBytes,
            int restartCount,
            List<Restart> restarts) {}

    /** A restart, and the node whose segment it was. */
    public record Restart(String node, SegmentRestart restart) {}

    /**
     * One node.
     *
     * @param peer {@code up}, {@code down} or {@code never seen}
     * @param job whether a job runs there; unknown counts as yes
     * @param limits that its peer was last told
     * @param booted the image that it runs; absent where that is not one of ours, or its peer has not said
     * @param boot the name of the image that it shall boot; absent where none is assigned
     * @param bootNote why it runs another; absent where it does not, or nobody knows
     * @param version release of its peer; absent where it was never seen, or the tracker does not say
     * @param bootStage how far it is with that image; absent where none is assigned
     */
    public record Node(
            String node,
            String cell,
            String peer,
            boolean job,
            Limits limits,
            long epoch,
            long uploadBytes,
            List<ImageProgress> images,
            @Nullable Digest booted,
            @Nullable String boot,
            @Nullable String bootNote,
            @Nullable String version,
            @Nullable BootStage bootStage) {

        /** A node to which no image with a kernel is assigned, or whose tracker does not tell its stage. */
        public Node(
                String node,
                String cell,
                String peer,
                boolean job,
                Limits limits,
                long epoch,
                long uploadBytes,
                List<ImageProgress> images,
                @Nullable Digest booted,
                @Nullable String boot,
                @Nullable String bootNote,
                @Nullable String version) {
            this(node, cell, peer, job, limits, epoch, uploadBytes, images, booted, boot, bootNote, version, null);
        }
    }
}
