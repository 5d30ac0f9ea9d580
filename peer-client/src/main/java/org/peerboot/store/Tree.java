package org.peerboot.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import org.peerboot.image.Access;
import org.peerboot.image.Entry;
import org.peerboot.image.Manifest;

/** An image's files on disk, seen as the one byte string that they are. */
final class Tree implements AutoCloseable {
    private final Manifest manifest;
    private final OpenFiles files;
    private final WriteBehind behind;
    private volatile Path root;

    Tree(Manifest manifest, Path root) {
        this.manifest = manifest;
        this.root = root;
        this.files = new OpenFiles(this::path);
        this.behind = new WriteBehind(this::sync);
    }

    Path root() {
        return root;
    }

    Path path(int index) {
        return root.resolve(manifest.entries().get(index).path());
    }

    /** Makes the directories and files that are not there yet; whatever else stands in their place is an error. */
    void prepare() throws IOException {
        Durable.directory(root, "rwx------");
        List<Entry> entries = manifest.entries();
        for (int i = 0; i < entries.size(); i++) {
            Path path = path(i);
            if (entries.get(i).isFile()) {
                try {
                    FileChannel.open(
                                    path,
                                    Set.of(
                                            StandardOpenOption.CREATE_NEW,
                                            StandardOpenOption.WRITE,
                                            LinkOption.NOFOLLOW_LINKS))
                            .close();
                } catch (FileAlreadyExistsException e) {
                    requireKind(path, entries.get(i));
                }
                Durable.permissions(path, "rw-------"); // a crash within finish() leaves it read-only
            } else {
                Durable.directory(path, "rwx------");
            }
        }
    }

    /** Refuses a tree that is not what the manifest says, contents aside. */
    void requireWhole() throws IOException {
        List<Entry> entries = manifest.entries();
        for (int i = 0; i < entries.size(); i++) {
            BasicFileAttributes attributes = requireKind(path(i), entries.get(i));
            if (entries.get(i).isFile() && attributes.size() != entries.get(i).size()) {
                throw new IOException(path(i) + " has " + attributes.size() + " bytes, not "
                        + entries.get(i).size());
            }
        }
    }

    private static BasicFileAttributes requireKind(Path path, Entry entry) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (entry.isFile() ? !attributes.isRegularFile() : !attributes.isDirectory()) {
            throw new IOException(path + " is no " + entry.kind());
        }
        return attributes;
    }

    /** Makes the whole tree read-only and durable. The daemon may still remove what is in its directories. */
    void seal() throws IOException {
        readOnly(); // a file that is closed meanwhile could not be opened for writing again
        List<Entry> entries = manifest.entries();
        for (int i = entries.size() - 1; i >= 0; i--) {
            Path path = path(i);
            if (entries.get(i).isFile()) {
                files.use(i, channel -> {
                    channel.force(true);
                    return true;
                });
                Durable.mode(path, readable(entries.get(i).mode() | 0400));
            } else {
                Durable.sync(path);
                Durable.mode(path, readable(entries.get(i).mode() | 0500) | 0200);
            }
        }
        Durable.sync(root);
    }

    /**
     * A system image's modes stay, less the right to write. The others belong to the daemon here, not to their publisher:
     * whom the directory above lets in may do what the publisher could, or a link to them would be of no use.
     */
    private int readable(int mode) {
        int owner = mode & 0500;
        return manifest.access() == Access.SYSTEM ? mode & 0555 : owner | owner >> 3 | owner >> 6;
    }

    /** From now on files are opened for reading alone. */
    void readOnly() throws IOException {
        files.readOnly();
    }

    /** Renames {@code from}, which holds the tree, to {@code to}; whoever opens a file meanwhile waits. */
    void move(Path from, Path to) throws IOException {
        files.moved(() -> {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            root = CacheLayout.tree(to);
        });
    }

    void write(long position, ByteBuffer bytes) throws IOException {
        ByteBuffer left = bytes.duplicate();
        long at = position;
        while (left.hasRemaining()) {
            int index = manifest.fileAt(at);
            long inFile = at - manifest.offset(index);
            int part = (int)
                    Math.min(left.remaining(), manifest.entries().get(index).size() - inFile);
            ByteBuffer slice = left.slice(left.position(), part);
            files.use(index, channel -> {
                while (slice.hasRemaining()) {
                    channel.write(slice, inFile + slice.position());
                }
                return true;
            });
            behind.wrote(index, part);
            left.position(left.position() + part);
            at += part;
        }
    }

    private void sync(int index) throws IOException {
        files.use(index, channel -> {
            channel.force(false);
            return true;
        });
    }

    /** Fills {@code bytes} from {@code position}. */
    void read(long position, ByteBuffer bytes) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            int index = manifest.fileAt(at);
            long inFile = at - manifest.offset(index);
            int part = (int)
                    Math.min(bytes.remaining(), manifest.entries().get(index).size() - inFile);
            ByteBuffer slice = bytes.slice(bytes.position(), part);
            files.use(index, channel -> {
                while (slice.hasRemaining()) {
                    if (channel.read(slice, inFile + slice.position()) < 0) {
                        throw new EOFException(path(index) + " ends early");
                    }
                }
                return true;
            });
            bytes.position(bytes.position() + part);
            at += part;
        }
    }

    long transferTo(long position, long count, WritableByteChannel to) throws IOException {
        long sent = 0;
        while (sent < count) {
            int index = manifest.fileAt(position + sent);
            long inFile = position + sent - manifest.offset(index);
            long part = Math.min(count - sent, manifest.entries().get(index).size() - inFile);
            long moved = files.use(index, channel -> {
                long now = channel.transferTo(inFile, part, to);
                if (now == 0 && channel.size() <= inFile) {
                    throw new EOFException(path(index) + " ends early");
                }
                return now;
            });
            sent += moved;
            if (moved < part) {
                break;
            }
        }
        return sent;
    }

    int openFiles() {
        return files.count();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
