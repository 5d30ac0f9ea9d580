package org.peerboot.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Entry;
import org.peerboot.image.Manifest;

/** What a disk has made of an image that stood whole. */
final class Damage {
    private Damage() {}

    /**
     * @param paths of the files whose bytes are hashed again; of the others only kind and size are looked at
     * @return what is wrong, in words; absent where nothing is
     */
    static @Nullable String of(Manifest manifest, Tree tree, List<String> paths) {
        try {
            tree.requireWhole();
            for (String path : paths) {
                int index = manifest.indexOfFile(path);
                Entry entry = index < 0 ? null : manifest.entries().get(index);
                if (entry == null || !sha256(tree.path(index), entry).equals(entry.sha256())) {
                    return path + " is not what the manifest says";
                }
            }
            return null;
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String sha256(Path path, Entry entry) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return FileData.read(file, entry, (bytes, at) -> {});
        }
    }
}
