package org.peerboot.tracker.catalogue;

import org.peerboot.image.Access;
import org.peerboot.image.Digest;

/**
 * A published image.
 *
 * @param manifest the canonical bytes that were signed, whose SHA-256 is the digest
 * @param published milliseconds since the epoch
 * @param boots whether it has a kernel
 */
public record CatalogueImage(
        Digest digest,
        String name,
        Access access,
        long bytes,
        int files,
        Blob manifest,
        String keyId,
        Blob signature,
        String publisher,
        long published,
        boolean boots) {

    /** The user whose image it is; empty for the system's. */
    public String owner() {
        return name.startsWith("~") ? name.substring(1, name.indexOf('/')) : "";
    }
}
