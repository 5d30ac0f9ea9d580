package org.peerboot.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.peerboot.image.Manifest;
import org.peerboot.image.RefusedException;
import org.peerboot.image.SignedManifest;
import org.peerboot.wire.Json;

/** A signed manifest as it stands beside an image's tree. */
final class ManifestFile {
    /** Base64 adds a third. */
    private static final int MAX_BYTES = Manifest.MAX_BYTES / 3 * 4 + 4096;

    private ManifestFile() {}

    static void write(Path file, SignedManifest signed) throws IOException {
        Durable.write(file, Json.write(signed).getBytes(StandardCharsets.UTF_8));
    }

    static SignedManifest read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new RefusedException("file " + file, "is longer than " + MAX_BYTES + " bytes", "remove it");
        }
        return Json.read(new String(bytes, StandardCharsets.UTF_8), SignedManifest.class, file.toString());
    }
}
