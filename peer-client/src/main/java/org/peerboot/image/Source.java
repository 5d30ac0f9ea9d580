package org.peerboot.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an entry is made of.
 *
 * @param file on the publisher's disk; absent for a directory that was made up to hold others
 * @param inode of a file with several names, which makes hard links of them
 * @param entry with the path in the image, but for a file's sum
 */
record Source(@Nullable Path file, @Nullable Object inode, Entry entry) {
    private static final int DIRECTORY_MODE = 0755;

    /** A directory that nobody named. */
    static Source madeUp(String path) {
        return new Source(null, null, Entry.directory(path, DIRECTORY_MODE));
    }

    /** A regular file that was named alone: its bytes and its mode, so that format 1 can say it. */
    static Source alone(Path file, String path, boolean users) throws IOException {
        Inode found = Inode.of(file);
        return new Source(file, null, Entry.file(path, found.mode() & modes(users), found.size(), ""));
    }

    /** Whatever stands in a tree, with all that an image keeps of it. */
    static Source inTree(Path file, String path, boolean users, FileExtras extras) throws IOException {
        Inode found = Inode.of(file);
        boolean symlink = found.kind() == Entry.Kind.SYMLINK;
        boolean regular = found.kind() == Entry.Kind.FILE;
        long size = regular ? found.size() : 0;
        Entry entry = new Entry(
                path,
                found.kind(),
                symlink ? 0777 : found.mode() & modes(users),
                size,
                regular ? "" : null,
                symlink ? target(file) : null,
                regular ? holes(extras.data(file, size), size) : null,
                users || found.uid() == 0 ? null : found.uid(),
                users || found.gid() == 0 ? null : found.gid(),
                symlink ? null : Math.max(0, Math.min(EntryRules.MAX_TIME, found.mtime())),
                xattrs(extras.xattrs(file), users));
        return new Source(file, regular && found.names() > 1 ? found.identity() : null, entry);
    }

    private static int modes(boolean users) {
        return users ? 0777 : 07777;
    }

    static boolean isDirectory(Path file) {
        return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static String target(Path link) throws IOException {
        String target = Files.readSymbolicLink(link).toString();
        String fault = EntryRules.targetFault(target);
        if (fault != null) {
            throw new RefusedException("symlink " + link, fault, "point it elsewhere, or remove it");
        }
        return target;
    }

    /** The map of a sparse file's data, in whole blocks; null where that leaves no hole. */
    private static @Nullable List<Long> holes(List<Entry.Extent> extents, long size) {
        List<Long> data = new ArrayList<>();
        long stored = 0;
        long begin = 0;
        long end = 0;
        for (Entry.Extent extent : extents) {
            long from = extent.offset() / EntryRules.BLOCK * EntryRules.BLOCK;
            if (from > end) {
                stored += add(data, begin, end);
                begin = from;
            }
            long to = extent.offset() + extent.length();
            end = Math.min(size, (to + EntryRules.BLOCK - 1) / EntryRules.BLOCK * EntryRules.BLOCK);
        }
        stored += add(data, begin, end);
        return stored == size ? null : data;
    }

    private static long add(List<Long> data, long begin, long end) {
        if (end > begin) {
            data.add(begin);
            data.add(end - begin);
        }
        return end - begin;
    }

    private static @Nullable SortedMap<String, String> xattrs(SortedMap<String, byte[]> found, boolean users) {
        SortedMap<String, String> kept = new TreeMap<>();
        found.forEach((name, value) -> {
            if (XattrNames.kept(name, users)) {
                kept.put(name, Base64.getEncoder().encodeToString(value));
            }
        });
        return kept.isEmpty() ? null : kept;
    }
}
