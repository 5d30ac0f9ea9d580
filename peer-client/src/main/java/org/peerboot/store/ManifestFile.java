package org.peerboot.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
        Durable.replace(file, out -> Json.write(signed, out)); // 16 MiB of it in memory once is enough
    }

    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    static SignedManifest read(Path file) throws IOException {
        try (FileChannel channel = open(file)) {
            return read(channel, file.toString());
        }
    }

    static SignedManifest read(FileChannel file, String what) throws IOException {
        if (file.size() > MAX_BYTES) {
            throw new RefusedException("file of " + what, "is longer than " + MAX_BYTES + " bytes", "remove it");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
        while (bytes.hasRemaining() && file.read(bytes) >= 0) {
            // until all is there
        }
        return Json.read(bytes.array(), SignedManifest.class, what);
    }
}
