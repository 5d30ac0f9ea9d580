package org.peerboot.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of answer on the peer's local socket.
 *
 * @param done whether this is the last line
 * @param error the thing, the reason, the remedy; absent where all is well
 * @param tree where the image's files stand, once it is complete
 * @param boot what to boot now, for {@link LocalRequest.Op#BOOT}
 */
public record LocalReply(
        boolean done,
        @Nullable String error,
        @Nullable String tree,
        @Nullable String node,
        long epoch,
        @Nullable Limits limits,
        List<ImageProgress> images,
        @Nullable BootChoice boot) {}
