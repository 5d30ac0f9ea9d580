package org.peerboot.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What lstat(2) tells.
 *
 * @param identity equal for two names of one file
 * @param names how many names it has
 * @param mtime in seconds since 1970
 */
record Inode(Entry.Kind kind, int mode, long size, Object identity, int names, long uid, long gid, long mtime) {
    private static final int TYPE = 0170000;
    private static final Map<Integer, Entry.Kind> KINDS =
            Map.of(0100000, Entry.Kind.FILE, 0040000, Entry.Kind.DIRECTORY, 0120000, Entry.Kind.SYMLINK);
    private static final Map<Integer, String> OTHERS =
            Map.of(0020000, "a character device", 0060000, "a block device", 0010000, "a fifo", 0140000, "a socket");

    /** @throws RefusedException if it is of a kind that no image holds */
    static Inode of(Path file) throws IOException {
        Map<String, Object> found = Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS);
        int mode = number(found, "mode");
        Entry.Kind kind = KINDS.get(mode & TYPE);
        if (kind == null) {
            throw new RefusedException(
                    "file " + file,
                    "is " + OTHERS.getOrDefault(mode & TYPE, "of an unknown kind") + ", which no image holds",
                    "remove it (a node that boots makes its own), or pack the tree into one file, such as a squashfs");
        }
        return new Inode(
                kind,
                mode & 07777,
                (Long) value(found, "size"),
                List.of(value(found, "dev"), value(found, "ino")),
                number(found, "nlink"),
                Integer.toUnsignedLong(number(found, "uid")),
                Integer.toUnsignedLong(number(found, "gid")),
                ((FileTime) value(found, "lastModifiedTime")).to(TimeUnit.SECONDS));
    }

    private static int number(Map<String, Object> found, String name) {
        return (Integer) value(found, name);
    }

    private static Object value(Map<String, Object> found, String name) {
        return Objects.requireNonNull(found.get(name), name);
    }
}
