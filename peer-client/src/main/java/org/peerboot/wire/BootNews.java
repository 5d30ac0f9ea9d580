package org.peerboot.wire;

import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;

/**
 * How a boot of this node gets on, as the program that boots it says.
 *
 * @param image absent where that is none of ours, or where it failed before there was one
 * @param why it failed; absent where it did not
 */
public record BootNews(
        State state, @Nullable Digest image, @Nullable String why) implements PeerMessage {
    /** What happened. */
    public enum State {
        /** The next thing is the kernel, or the root of the image. */
        BOOTING,
        /** The image's root is mounted below the kernel that runs: there comes no other hello. */
        UP,
        /** Nothing is booted. */
        FAILED
    }
}
