package org.peerboot.auth;

/** Names of uids as this node's name service knows them. */
@FunctionalInterface
public interface Users {
    /** The user's name; {@code uid:N} where nobody here has that number. */
    String name(int uid);

    /** Those of this node, through {@code id}, remembered. */
    static Users ofThisNode() {
        return new SystemUsers();
    }
}
