package org.peerboot.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as its JSON has it.
 *
 * @param content digest of the whole byte string
 * @param pieces SHA-256 of each piece, 32 bytes each, in one base64 string
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ManifestFields(
        int format,
        ImageName name,
        Access access,
        Publisher publisher,
        List<Entry> entries,
        @Nullable BootParameters boot,
        long size,
        int pieceSize,
        String pieces,
        Digest content) {}
