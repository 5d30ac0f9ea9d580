package org.peerboot.wire;

import org.peerboot.image.Access;
import org.peerboot.image.Digest;

/**
 * One image in the tracker's catalogue, as {@code peerboot images} lists it.
 *
 * @param whole whether the origin holds all of its bytes
 * @param published when, in milliseconds since the epoch
 * @param publisher the user who published it
 * @param assigned to how many nodes
 * @param complete on how many nodes it stands whole
 */
public record ImageInfo(
        String name,
        Digest digest,
        Access access,
        long bytes,
        int files,
        boolean whole,
        long published,
        String publisher,
        int assigned,
        int complete) {}
