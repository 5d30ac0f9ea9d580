package org.peerboot.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.image.Entry;
import org.peerboot.image.Manifest;

/** What a disk has made of an image that stood whole. */
final class Damage {
    private static final int BUFFER = 256 << 10;

    private Damage() {}

    /**
     * @param paths of the files whose bytes are hashed again; of the others only kind and size are looked at
     * @return what is wrong, in words; absent where nothing is
     */
    static @Nullable String of(Manifest manifest, Tree tree, List<String> paths) {
        try {
            tree.requireWhole();
            for (String path : paths) {
                int index = manifest.indexOf(path);
                Entry entry = index < 0 ? null : manifest.entries().get(index);
                if (entry == null || !sha256(tree.path(index)).equals(entry.sha256())) {
                    return path + " is not what the manifest says";
                }
            }
            return null;
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
