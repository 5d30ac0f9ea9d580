package org.peerboot.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;

/**
 * One image in an update.
 *
 * @param name {@code name:tag} or {@code ~user/name:tag}
 * @param fetch whether this node shall hold it; otherwise it may serve what it has
 * @param boot whether it is the one that this node shall boot
 * @param paused whether fetching rests for now; what is held stays and is served
 * @param cell this node's own cell
 * @param slot this node's own number there; see {@link Candidate}
 * @param slots how many numbers there are in this cell; absent where {@code slot} is
 * @param cells all cells with a destination of this image, in the order of their names; the same list for everybody
 * @param candidates at most {@link Protocol#MAX_CANDIDATES}; empty where {@code fetch} is false
 */
public record WantedImage(
        String name,
        Digest digest,
        Access access,
        long bytes,
        boolean fetch,
        boolean boot,
        boolean paused,
        String cell,
        @Nullable Integer slot,
        @Nullable Integer slots,
        List<String> cells,
        List<Candidate> candidates) {

    /** Without a slot. */
    public WantedImage(
            String name,
            Digest digest,
            Access access,
            long bytes,
            boolean fetch,
            boolean boot,
            boolean paused,
            String cell,
            List<String> cells,
            List<Candidate> candidates) {
        this(name, digest, access, bytes, fetch, boot, paused, cell, null, null, cells, candidates);
    }

    /** The same, which the node shall boot. */
    public WantedImage asBoot() {
        return new WantedImage(name, digest, access, bytes, fetch, true, paused, cell, slot, slots, cells, candidates);
    }

    /** The same, whose fetching rests. */
    public WantedImage asPaused() {
        return new WantedImage(name, digest, access, bytes, fetch, boot, true, cell, slot, slots, cells, candidates);
    }

    public WantedImage withCandidates(List<Candidate> others) {
        return new WantedImage(name, digest, access, bytes, fetch, boot, paused, cell, slot, slots, cells, others);
    }
}
