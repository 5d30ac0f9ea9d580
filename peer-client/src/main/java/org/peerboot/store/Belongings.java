package org.peerboot.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.peerboot.image.Entry;
import org.peerboot.image.Manifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives what is unpacked the owner, attributes, mode and time that the manifest says. Who is not root gives what is his to
 * give: {@code user.*} attributes, and no set-user-id or set-group-id, which would lend his own rights to others.
 */
final class Belongings {
    private static final Logger LOG = LoggerFactory.getLogger(Belongings.class);
    private static final int SET_IDS = 06000;

    private final Manifest manifest;
    private final Disk disk;
    private final boolean root;

    Belongings(Manifest manifest, Disk disk, boolean root) {
        this.manifest = manifest;
        this.disk = disk;
        this.root = root;
    }

    /** To a file, directory or symlink that has just been made. */
    void give(Entry entry, Path path) throws IOException {
        if (root) {
            // Before the mode: a change of owner takes set-ids away. A capability goes with them.
            own(path, "unix:gid", entry.gid() == null ? 0 : entry.gid());
            own(path, "unix:uid", owner(entry));
        }
        xattrs(entry, path);
        if (entry.kind() != Entry.Kind.SYMLINK) {
            Durable.mode(path, root ? entry.mode() : entry.mode() & ~SET_IDS);
        }
        if (entry.mtime() != null) {
            Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(FileTime.from(entry.mtime(), TimeUnit.SECONDS), null, null);
        }
    }

    /** A user's own image is his, whoever unpacks it. */
    private long owner(Entry entry) {
        return manifest.isUsers() ? manifest.publisher().uid() : entry.uid() == null ? 0 : entry.uid();
    }

    private static void own(Path path, String attribute, long id) throws IOException {
        Files.setAttribute(path, attribute, (int) id, LinkOption.NOFOLLOW_LINKS);
    }

    private void xattrs(Entry entry, Path path) throws IOException {
        if (entry.xattrs() == null) {
            return;
        }
        for (Map.Entry<String, String> xattr : entry.xattrs().entrySet()) {
            boolean mine = root || xattr.getKey().startsWith("user.");
            if (mine && !disk.setXattr(path, xattr.getKey(), Base64.getDecoder().decode(xattr.getValue()))) {
                LOG.warn("path={} left_out={}, its file system has no such attribute", path, xattr.getKey());
            }
        }
    }
}
