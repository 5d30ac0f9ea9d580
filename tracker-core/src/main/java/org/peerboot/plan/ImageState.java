package org.peerboot.plan;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;

/**
 * One image of the catalogue.
 *
 * @param name {@code name:tag} or {@code ~user/name:tag}
 * @param owner the user whose image it is; absent unless access is {@code user}
 * @param assigned nodes that shall hold it
 */
public record ImageState(
        String name,
        Digest digest,
        Access access,
        @Nullable String owner,
        long bytes,
        boolean paused,
        Set<String> assigned) {}
