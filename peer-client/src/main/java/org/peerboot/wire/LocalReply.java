package org.peerboot.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of answer on the peer's local socket.
 *
 * @param done whether this is the last line
 * @param error the thing, the reason, the remedy; absent where all is well
 * @param tree where the image's files stand, once it is complete
 * @param cache every image that is here, for {@link LocalRequest.Op#CACHE} and what changes it
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
        @Nullable BootChoice boot,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<CacheEntry> cache) {

    public LocalReply(
            boolean done,
            @Nullable String error,
            @Nullable String tree,
            @Nullable String node,
            long epoch,
            @Nullable Limits limits,
            List<ImageProgress> images,
            @Nullable BootChoice boot) {
        this(done, error, tree, node, epoch, limits, images, boot, null);
    }

    /** The same with a choice. */
    public LocalReply with(boolean last, BootChoice choice) {
        return new LocalReply(last, error, tree, node, epoch, limits, images, choice, cache);
    }
}
