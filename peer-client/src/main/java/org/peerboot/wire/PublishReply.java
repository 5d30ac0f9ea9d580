package org.peerboot.wire;

/**
 * Where a publication stands.
 *
 * @param received bytes of the image that the origin holds and has verified, counted from the first; the next
 *     {@link Api#BYTES} begins there
 */
public record PublishReply(ImageInfo image, long received) {}
