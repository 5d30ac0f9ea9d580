package org.peerboot.wire;

/**
 * Somebody on this node asks for an image that is not assigned to it; answered with an update that names it, or with
 * {@link Denied}.
 *
 * @param image a name or a digest
 * @param user who asks, as the node's kernel says
 */
public record Want(String image, String user) implements PeerMessage {}
