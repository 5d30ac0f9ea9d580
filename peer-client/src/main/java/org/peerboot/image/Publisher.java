package org.peerboot.image;

/** Who published an image. */
public record Publisher(long uid, String user) {}
