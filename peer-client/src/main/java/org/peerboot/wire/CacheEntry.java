package org.peerboot.wire;

import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;

/**
 * One image in a node's cache.
 *
 * @param bytes that it takes, or will once whole
 * @param held of them, verified
 * @param used when it was last used, milliseconds since the epoch
 * @param pinned whether it stays whatever room others need
 * @param kept why it stays for now; absent where it may go when room is needed
 */
public record CacheEntry(
        String name,
        Digest digest,
        long bytes,
        long held,
        long used,
        boolean pinned,
        @Nullable String kept) {}
