package org.peerboot.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Access;
import org.peerboot.image.Entry;
import org.peerboot.image.Manifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an image's tree is but for its files' bytes: names, kinds, links, modes, times. Files are made when their first
 * bytes come: to make 50,000 empty ones first took as long as to fetch them. The daemon is not root, so that owners, the
 * bits above 0777 and attributes other than {@code user.*} stand in the manifest alone, for whoever unpacks it as root.
 *
 * <p>No name here leads through a link: in a manifest, all that is above an entry are directories, and the directory
 * around the tree is the daemon's alone until the tree is sealed.
 */
final class Shape {
    private static final Logger LOG = LoggerFactory.getLogger(Shape.class);
    private static final Set<OpenOption> MADE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final Manifest manifest;
    private final IntFunction<Path> paths;
    private final Disk disk;

    Shape(Manifest manifest, IntFunction<Path> paths, Disk disk) {
        this.manifest = manifest;
        this.paths = paths;
        this.disk = disk;
    }

    /**
     * Makes all that no piece will make; whatever else stands in its place is an error.
     *
     * @param fresh whether nothing of it is there yet
     */
    void prepare(boolean fresh) throws IOException {
        List<Entry> entries = manifest.entries();
        Set<String> linked = new HashSet<>();
        for (Entry entry : entries) {
            if (entry.kind() == Entry.Kind.LINK) {
                linked.add(entry.target());
            }
        }
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            switch (entry.kind()) {
                case DIRECTORY -> Durable.directory(paths.apply(i), "rwx------");
                case SYMLINK, LINK -> makeLink(i);
                case FILE -> {
                    if (entry.stored() == 0 || entry.data() != null || linked.contains(entry.path())) {
                        makeFile(i);
                    } else if (!fresh) {
                        unseal(i);
                    }
                }
            }
        }
    }

    private void makeLink(int index) throws IOException {
        Entry entry = manifest.entries().get(index);
        String target = Objects.requireNonNull(entry.target());
        Path path = paths.apply(index);
        try {
            if (entry.kind() == Entry.Kind.SYMLINK) {
                Files.createSymbolicLink(path, Path.of(target));
            } else {
                Files.createLink(path, paths.apply(manifest.indexOf(target)));
            }
        } catch (FileAlreadyExistsException e) {
            requireKind(index);
        }
    }

    private void makeFile(int index) throws IOException {
        Path path = paths.apply(index);
        try {
            Files.createFile(path);
        } catch (FileAlreadyExistsException e) {
            requireKind(index);
        }
        Durable.permissions(path, "rw-------");
        Entry entry = manifest.entries().get(index);
        if (entry.data() != null) {
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                Durable.lengthen(path, file, entry.size());
            }
        }
    }

    /** A crash within {@code finish()} leaves files read-only. */
    private void unseal(int index) throws IOException {
        try {
            requireKind(index);
            Durable.permissions(paths.apply(index), "rw-------");
        } catch (NoSuchFileException e) {
            return; // none of its bytes has come
        }
    }

    /** Whether bytes at {@code stretch} are all of a file, which nothing else will write to. */
    boolean isWholeFile(Manifest.Stretch stretch, long length) {
        Entry entry = manifest.entries().get(stretch.index());
        return entry.data() == null && stretch.inFile() == 0 && length == entry.size();
    }

    /**
     * Makes a file of all its bytes, and seals it while the network is what others wait for. A second time, by another
     * thread too, does no harm.
     */
    void writeFile(int index, ByteBuffer bytes) throws IOException {
        try (FileChannel file = FileChannel.open(paths.apply(index), MADE, OpenFiles.OURS)) {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (AccessDeniedException e) {
            if (isSealed(index)) {
                return; // by another thread, which had the same piece
            }
            throw e;
        }
        if (manifest.entries().get(index).xattrs() == null) {
            dress(index, null);
        }
    }

    private boolean isSealed(int index) throws IOException {
        try {
            PosixFileAttributes found = requireKind(index);
            requireSize(index, found);
            return !found.permissions().contains(PosixFilePermission.OWNER_WRITE);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Refuses a tree that is not what the manifest says, contents aside. */
    void requireWhole() throws IOException {
        for (int i = 0; i < manifest.entries().size(); i++) {
            requireSize(i, requireKind(i));
        }
    }

    /**
     * As {@link #requireWhole}, and makes what it finds read-only, with its time and the attributes that the daemon may
     * set. It may still remove what is in its directories.
     */
    void seal() throws IOException {
        List<Entry> entries = manifest.entries();
        boolean attributes = true;
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            PosixFileAttributes found = requireKind(i);
            requireSize(i, found);
            if (entry.kind() == Entry.Kind.SYMLINK || entry.kind() == Entry.Kind.LINK) {
                continue;
            }
            if (attributes && entry.xattrs() != null) {
                Durable.permissions(paths.apply(i), "rwx------"); // the last try may have made it read-only
                attributes = setXattrs(paths.apply(i), entry.xattrs());
                dress(i, null);
            } else {
                dress(i, found);
            }
        }
    }

    /** Gives a file or directory its time and its mode, where {@code found} has others. */
    private void dress(int index, @Nullable PosixFileAttributes found) throws IOException {
        Entry entry = manifest.entries().get(index);
        PosixFileAttributeView view =
                Files.getFileAttributeView(paths.apply(index), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        Long mtime = entry.mtime();
        if (mtime != null && (found == null || found.lastModifiedTime().to(TimeUnit.SECONDS) != mtime)) {
            view.setTimes(FileTime.from(mtime, TimeUnit.SECONDS), null, null);
        }
        int mode = entry.isFile() ? readable(entry.mode() | 0400) : readable(entry.mode() | 0500) | 0200;
        Set<PosixFilePermission> permissions = Durable.permissions(mode);
        if (found == null || !found.permissions().equals(permissions)) {
            view.setPermissions(permissions);
        }
    }

    private boolean setXattrs(Path path, Map<String, String> xattrs) throws IOException {
        for (Map.Entry<String, String> xattr : xattrs.entrySet()) {
            if (xattr.getKey().startsWith("user.")
                    && !disk.setXattr(path, xattr.getKey(), Base64.getDecoder().decode(xattr.getValue()))) {
                LOG.warn("image={} path={} left_out=xattrs, the cache's disk has none", manifest.name(), path);
                return false;
            }
        }
        return true;
    }

    private void requireSize(int index, PosixFileAttributes attributes) throws IOException {
        Entry entry = manifest.entries().get(index);
        if (entry.isFile() && attributes.size() != entry.size()) {
            throw new IOException(paths.apply(index) + " has " + attributes.size() + " bytes, not " + entry.size());
        }
    }

    private PosixFileAttributes requireKind(int index) throws IOException {
        Entry entry = manifest.entries().get(index);
        Path path = paths.apply(index);
        PosixFileAttributes found = Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean right = switch (entry.kind()) {
            case FILE -> found.isRegularFile();
            case DIRECTORY -> found.isDirectory();
            case SYMLINK ->
                found.isSymbolicLink()
                        && Files.readSymbolicLink(path).toString().equals(entry.target());
            case LINK -> found.isRegularFile() && isSameFile(found, entry);
        };
        if (!right) {
            throw new IOException(
                    path + " is no " + entry.kind() + (entry.target() == null ? "" : " to \"" + entry.target() + "\""));
        }
        return found;
    }

    private boolean isSameFile(PosixFileAttributes found, Entry link) throws IOException {
        int file = manifest.indexOf(Objects.requireNonNull(link.target()));
        return found.fileKey()
                .equals(Files.readAttributes(paths.apply(file), PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey());
    }

    /**
     * A system image's modes stay, less the right to write. The others belong to the daemon here, not to their publisher:
     * whom the directory above lets in may do what the publisher could, or a link to them would be of no use.
     */
    private int readable(int mode) {
        int owner = mode & 0500;
        return manifest.access() == Access.SYSTEM ? mode & 0555 : owner | owner >> 3 | owner >> 6;
    }
}
