package org.peerboot.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks that nodes shall boot an image.
 *
 * @param image a name or a digest
 * @param nodes a host list such as {@code n[1-16],login1}, or {@code all}
 * @param waves how many of the nodes may have gone down once each wave is over, such as {@code 5%}, {@code 25%},
 *     {@code 100%}, or numbers of nodes; the last is all of them. The tracker's own where absent
 * @param maxFailed how many may fail before no more are rebooted, such as {@code 10%} or a number of nodes; the
 *     tracker's own where absent
 */
public record RebootRequest(
        String image,
        String nodes,
        @Nullable List<String> waves,
        @Nullable String maxFailed) {}
