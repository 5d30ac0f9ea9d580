package org.peerboot.wire;

/**
 * Root on this node wants it to boot {@code image}, one of those assigned to it, as if that were the one assigned last;
 * answered with an update that says so, or with {@link Denied}.
 *
 * @param image a name or a digest
 */
public record Choose(String image) implements PeerMessage {
    /** Whom a {@link Denied} names: nobody else may choose. */
    public static final String USER = "root";
}
