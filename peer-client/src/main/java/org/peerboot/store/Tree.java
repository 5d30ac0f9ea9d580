package org.peerboot.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.peerboot.image.Manifest;

/** An image's files on disk, seen as the one byte string that they are. */
final class Tree implements AutoCloseable {
    private final Manifest manifest;
    private final Disk disk;
    private final OpenFiles files;
    private final WriteBehind behind;
    private final Shape shape;
    private volatile Path root;

    Tree(Manifest manifest, Path root, Disk disk) {
        this.manifest = manifest;
        this.root = root;
        this.disk = disk;
        this.files = new OpenFiles(this::path);
        this.behind = new WriteBehind(this::sync);
        this.shape = new Shape(manifest, this::path, disk);
    }

    Path root() {
        return root;
    }

    Path path(int index) {
        return root.resolve(manifest.entries().get(index).path());
    }

    /** Makes what is not there yet and comes with no piece; whatever else stands in its place is an error. */
    void prepare() throws IOException {
        boolean fresh = !Files.exists(root, LinkOption.NOFOLLOW_LINKS);
        Durable.directory(root, "rwx------");
        shape.prepare(fresh);
    }

    /** Refuses a tree that is not what the manifest says, contents aside. */
    void requireWhole() throws IOException {
        shape.requireWhole();
    }

    /**
     * Refuses a tree that is not what the manifest says, contents aside, makes it read-only and then durable. Only after
     * that does it get its name, so that a tree which has it after a power cut is whole; any other is hashed again.
     */
    void seal() throws IOException {
        readOnly(); // a file that is closed meanwhile could not be opened for writing again
        shape.seal();
        if (Durable.areMany(manifest.entries().size())) {
            Durable.syncAll(root, disk);
        } else {
            Durable.syncEach(root);
        }
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
            Manifest.Stretch stretch = manifest.stretch(at);
            int part = (int) Math.min(left.remaining(), stretch.length());
            ByteBuffer slice = left.slice(left.position(), part);
            if (shape.isWholeFile(stretch, part)) {
                shape.writeFile(stretch.index(), slice);
            } else {
                files.use(stretch.index(), channel -> {
                    while (slice.hasRemaining()) {
                        channel.write(slice, stretch.inFile() + slice.position());
                    }
                    return true;
                });
                behind.wrote(stretch.index(), part);
            }
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
            Manifest.Stretch stretch = manifest.stretch(at);
            int part = (int) Math.min(bytes.remaining(), stretch.length());
            ByteBuffer slice = bytes.slice(bytes.position(), part);
            files.use(stretch.index(), channel -> {
                while (slice.hasRemaining()) {
                    if (channel.read(slice, stretch.inFile() + slice.position()) < 0) {
                        throw new EOFException(path(stretch.index()) + " ends early");
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
            Manifest.Stretch stretch = manifest.stretch(position + sent);
            long part = Math.min(count - sent, stretch.length());
            long moved = transferFile(stretch.index(), stretch.inFile(), part, to);
            sent += moved;
            if (moved < part) {
                break;
            }
        }
        return sent;
    }

    /** Of one file, as it is on the disk: holes are zeros. */
    long transferFile(int index, long inFile, long count, WritableByteChannel to) throws IOException {
        return files.use(index, channel -> {
            long now = channel.transferTo(inFile, count, to);
            if (now == 0 && channel.size() <= inFile) {
                throw new EOFException(path(index) + " ends early");
            }
            return now;
        });
    }

    int openFiles() {
        return files.count();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
