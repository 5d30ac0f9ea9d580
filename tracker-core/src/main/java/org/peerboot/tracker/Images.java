package org.peerboot.tracker;

import org.peerboot.auth.Caller;
import org.peerboot.image.Access;
import org.peerboot.tracker.catalogue.CatalogueImage;
import org.peerboot.tracker.catalogue.Contents;
import org.peerboot.tracker.http.StatusException;

/** Finding images, and who may do what with them. */
final class Images {
    private Images() {}

    /**
     * @param image a name or a digest
     * @throws StatusException 404 if there is none
     */
    static CatalogueImage find(Contents contents, String image) {
        CatalogueImage found = contents.find(image);
        if (found == null) {
            throw new StatusException(
                    404, "image \"" + shown(image) + "\"", "is not published", "see 'peerboot images' for what is");
        }
        return found;
    }

    private static String shown(String text) {
        return text.length() > 160 ? text.substring(0, 160) + "..." : text;
    }

    /** @throws StatusException 403 unless the caller is an administrator or the image's owner */
    static void mayChange(Caller caller, String name, String owner) {
        if (!caller.admin() && (owner.isEmpty() || !owner.equals(caller.user()))) {
            throw new StatusException(
                    403,
                    "image " + name,
                    owner.isEmpty()
                            ? "is the system's, and " + caller.user() + " is no administrator"
                            : "is " + owner + "'s",
                    "publish your own as ~" + caller.user() + "/NAME:TAG, or ask an administrator");
        }
    }

    /** Whether the caller may see what is in an image. */
    static boolean mayRead(Caller caller, boolean peer, CatalogueImage image) {
        return caller.admin()
                || peer
                || image.access() == Access.PUBLIC
                || (!image.owner().isEmpty() && image.owner().equals(caller.user()));
    }
}
