package org.peerboot.tracker;

import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.wire.Denied;
import org.peerboot.wire.Want;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Images that somebody on a node asks for without an assignment. Public ones are anybody's, a user's own are his; system
 * images are root's.
 */
final class Wishes {
    private static final Logger LOG = LoggerFactory.getLogger(Wishes.class);

    private final State state;
    private final Updates updates;

    Wishes(State state, Updates updates) {
        this.state = state;
        this.updates = updates;
    }

    void want(Session session, String node, Want want) {
        CatalogueImage image = find(want.image());
        if (image == null) {
            deny(session, want, "is not published; see 'peerboot images'");
            return;
        }
        if (!mayRead(image, want.user())) {
            deny(session, want, "is not " + want.user() + "'s to read; ask an administrator to assign it");
            return;
        }
        if (state.want(image.digest(), node)) {
            LOG.info("want node={} user={} image={}", node, want.user(), image.name());
        }
        updates.owe(node);
    }

    static boolean mayRead(CatalogueImage image, String user) {
        return user.equals("root")
                || switch (image.access()) {
                    case PUBLIC -> true;
                    case SYSTEM -> false;
                    case USER -> image.owner().equals(user);
                };
    }

    private @Nullable CatalogueImage find(String image) {
        try {
            return state.contents.find(image);
        } catch (RefusedException malformed) {
            return null;
        }
    }

    private static void deny(Session session, Want want, String why) {
        session.send(new Denied(want.image(), "image \"" + want.image() + "\": " + why, want.user()));
    }
}
