package org.peerboot.peer;

import org.jspecify.annotations.Nullable;
import org.peerboot.image.Access;
import org.peerboot.image.RefusedException;
import org.peerboot.store.CachedImage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who asks for an image on this node.
 *
 * @param user his name, as the kernel says
 * @param trusted whether he is root, or the daemon's own user, who can do worse anyway
 */
record Asker(String user, boolean trusted) {
    private static final Logger LOG = LoggerFactory.getLogger(Asker.class);

    /** Why he may not read it: the thing, the reason, the remedy; nothing if he may. */
    @Nullable
    String refusal(String image, Access access, @Nullable String owner) {
        if (trusted || access == Access.PUBLIC || (access == Access.USER && user.equals(owner))) {
            return null;
        }
        return "image \"" + image + "\": "
                + (access == Access.SYSTEM
                        ? "is a system image, which only root may read; ask an administrator for one that is public"
                        : "is " + owner + "'s own, not " + user + "'s to read; ask " + owner
                                + " for one that is public");
    }

    /** Lets him in to an image that he may read. Returns why that failed; nothing if it did not. */
    @Nullable
    String admission(CachedImage image) {
        try {
            PosixAcl.admit(image.home(), user);
            return null;
        } catch (RefusedException e) {
            LOG.warn("image={} user={} not admitted: {}", image.manifest().name(), user, e.getMessage());
            return "image \"" + image.manifest().name() + "\": " + e.getMessage();
        }
    }
}
