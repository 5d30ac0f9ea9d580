package org.peerboot.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;

/**
 * What a node shall boot now.
 *
 * @param image its name; absent, with all up to {@code append}, where there is nothing that could be booted: then a plain
 *     reboot is right
 * @param tree where its files stand
 * @param kernel its path in the tree
 * @param initrd their paths in the tree, in the order in which the kernel unpacks them
 * @param append the kernel's command line, {@code peerboot.image=} and the digest, {@code peerboot.name=} and the name in it
 * @param assigned whether it is the assigned one, which stands here whole and was checked just now; otherwise it is the
 *     last one that this node booted, for him who does not want to wait
 * @param why what the assigned one lacks, in words for a log; absent where {@code assigned}
 */
public record BootChoice(
        @Nullable String image,
        @Nullable Digest digest,
        @Nullable String tree,
        @Nullable String kernel,
        List<String> initrd,
        @Nullable String append,
        boolean assigned,
        @Nullable String why) {
    public BootChoice {
        initrd = List.copyOf(initrd);
    }

    /** A plain reboot is all there is. */
    public static BootChoice nothing(String why) {
        return new BootChoice(null, null, null, null, List.of(), null, false, why);
    }
}
