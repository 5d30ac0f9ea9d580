package org.peerboot.image;

import java.util.Set;

/** Which extended attributes an image may hold. */
final class XattrNames {
    private static final Set<String> ACCESS_LISTS = Set.of("system.posix_acl_access", "system.posix_acl_default");

    private XattrNames() {}

    /**
     * {@code security.} is capabilities and labels; {@code system.} is the kernel's own, of which access control lists
     * alone may be set.
     *
     * @param users whether the image is a user's own, who must not hand out what only root can give
     */
    static boolean kept(String name, boolean users) {
        if (name.startsWith("user.")) {
            return true;
        }
        return !users && (name.startsWith("trusted.") || name.startsWith("security.") || ACCESS_LISTS.contains(name));
    }
}
