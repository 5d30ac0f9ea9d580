package org.peerboot.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.peerboot.image.Manifest;
import org.peerboot.image.RefusedException;

/** What is said when a disk does not take an image. */
final class DiskFull {
    private DiskFull() {}

    static RefusedException refusal(Manifest manifest, long needed, Path place, IOException e) {
        String reason = String.valueOf(e.getMessage());
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left") || lower.contains("quota exceeded")) {
            return new RefusedException(
                    "image " + manifest.name(),
                    "needs " + needed + " more bytes in " + place + ", where " + free(place) + " are free (" + reason
                            + ")",
                    "free space there, or give the cache another disk",
                    e);
        }
        return new RefusedException(
                "image " + manifest.name(),
                "cannot be written in " + place + " (" + e + ")",
                "check the disk and that the cache belongs to the peer's user",
                e);
    }

    private static String free(Path place) {
        try {
            return Long.toString(Files.getFileStore(place).getUsableSpace());
        } catch (IOException e) {
            return "unknown";
        }
    }
}
