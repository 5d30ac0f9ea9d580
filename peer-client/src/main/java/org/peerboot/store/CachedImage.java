package org.peerboot.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.image.Manifest;
import org.peerboot.image.PieceLayout;
import org.peerboot.image.RefusedException;
import org.peerboot.image.SignedManifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One image in the cache, in part or whole. Pieces are written into the files where they belong, so that there is one
 * copy of each byte from its arrival on; the tree gets its final name when every piece is in it. Safe for use by several
 * threads.
 */
public final class CachedImage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CachedImage.class);

    private final Manifest manifest;
    private final CacheLayout layout;
    private final Tree tree;

    /** Guarded by itself. */
    private final BitSet held;

    /** Guards the way from partial to complete. */
    private final Object finishing = new Object();

    private volatile @Nullable Journal journal;
    private volatile boolean complete;
    private volatile Instant used;

    private CachedImage(Manifest manifest, CacheLayout layout, Tree tree, BitSet held, Instant used) {
        this.manifest = manifest;
        this.layout = layout;
        this.tree = tree;
        this.held = held;
        this.used = used;
    }

    /** An image that stands whole under its final name. */
    static CachedImage whole(Manifest manifest, CacheLayout layout, Disk disk) throws IOException {
        Path home = layout.image(manifest.digest());
        Tree tree = new Tree(manifest, CacheLayout.tree(home), disk);
        tree.requireWhole();
        tree.readOnly();
        Files.deleteIfExists(CacheLayout.journal(home));
        BitSet all = new BitSet();
        all.set(0, manifest.layout().count());
        Instant used = Files.getLastModifiedTime(CacheLayout.manifest(home), LinkOption.NOFOLLOW_LINKS)
                .toInstant();
        CachedImage image = new CachedImage(manifest, layout, tree, all, used);
        image.complete = true;
        return image;
    }

    /** An image that stands there in part, or of which there is nothing but the manifest; right pieces are kept. */
    static CachedImage partial(Manifest manifest, CacheLayout layout, Disk disk, Instant now) throws IOException {
        Path home = layout.partial(manifest.digest());
        Tree tree = new Tree(manifest, CacheLayout.tree(home), disk);
        try {
            tree.prepare();
            BitSet written = Journal.read(
                    CacheLayout.journal(home),
                    manifest.digest(),
                    manifest.layout().count());
            BitSet held = Rehash.right(tree, manifest, written);
            CachedImage image = new CachedImage(manifest, layout, tree, held, now);
            image.journal = Journal.begin(CacheLayout.journal(home), manifest.digest(), held);
            if (!written.isEmpty()) {
                LOG.info(
                        "image={} digest={} resumed=true journal_pieces={} right_pieces={} of={}",
                        manifest.name(),
                        manifest.digest().brief(),
                        written.cardinality(),
                        held.cardinality(),
                        manifest.layout().count());
            }
            return image;
        } catch (IOException | RuntimeException e) {
            tree.close();
            throw e;
        }
    }

    /** Whether {@code image} is its name or its digest. */
    public boolean isCalled(String image) {
        return manifest.name().toString().equals(image) || digest().toString().equals(image);
    }

    public Manifest manifest() {
        return manifest;
    }

    /** From the disk: a manifest may have 16 MiB, and is seldom asked for. */
    public SignedManifest signed() {
        try (FileChannel file = openManifest()) {
            return ManifestFile.read(file, manifest.toString());
        } catch (IOException e) {
            throw new RefusedException(
                    "manifest of " + manifest.name(),
                    "cannot be read from the cache (" + e + ")",
                    "check the disk and that the cache belongs to the peer's user",
                    e);
        }
    }

    /** The signed manifest's JSON, to be read; the caller closes it. */
    public FileChannel openManifest() throws IOException {
        Path home = home();
        try {
            return ManifestFile.open(CacheLayout.manifest(home));
        } catch (NoSuchFileException e) {
            if (home.equals(home())) {
                throw e;
            }
            return ManifestFile.open(CacheLayout.manifest(home())); // finished just now
        }
    }

    public Digest digest() {
        return manifest.digest();
    }

    public PieceLayout layout() {
        return manifest.layout();
    }

    /** The pieces that are here and verified; a copy. */
    public BitSet held() {
        synchronized (held) {
            return (BitSet) held.clone();
        }
    }

    public boolean has(int piece) {
        synchronized (held) {
            return held.get(piece);
        }
    }

    /** Whether every byte of the range is here and verified. */
    public boolean has(long position, long count) {
        if (count == 0) {
            return true;
        }
        synchronized (held) {
            return held.nextClearBit(layout().pieceAt(position)) > layout().pieceAt(position + count - 1);
        }
    }

    /** Whether the image stands whole under its final name. With every piece held, {@link #finish} makes it so. */
    public boolean complete() {
        return complete;
    }

    /** Whether every piece is here. */
    public boolean full() {
        synchronized (held) {
            return held.cardinality() == layout().count();
        }
    }

    /**
     * Writes a piece and remembers it. A piece that is here already is left alone.
     *
     * @param verified the whole piece, whose hash the caller has compared with the manifest's; left as it is
     * @throws RefusedException with image, path, bytes needed and free, if the disk is full or does not write
     */
    public void put(int piece, ByteBuffer verified) {
        if (verified.remaining() != layout().length(piece)) {
            throw new IllegalArgumentException(
                    "piece " + piece + " of " + verified.remaining() + " bytes, not " + layout().length(piece));
        }
        Journal open = journal;
        if (has(piece) || open == null) {
            return;
        }
        try {
            tree.write(layout().offset(piece), verified);
            open.add(piece);
        } catch (IOException e) {
            throw DiskFull.refusal(manifest, missingBytes(), tree.root(), e);
        }
        synchronized (held) {
            held.set(piece);
        }
    }

    /**
     * Has the disk remember that the image is here in part; before that, a power cut costs its pieces. Nobody need wait for
     * it: to reserve an image waited five times for the disk, a quarter of a second where it is busy.
     *
     * @throws RefusedException if the disk does not do it
     */
    public void settle() {
        synchronized (finishing) {
            if (complete) {
                return;
            }
            Path home = layout.partial(digest());
            try {
                Durable.sync(CacheLayout.manifest(home));
                Durable.sync(home);
                Durable.sync(layout.partials());
            } catch (IOException e) {
                throw DiskFull.refusal(manifest, missingBytes(), home, e);
            }
        }
    }

    /** Bytes that are not here yet. */
    public long missingBytes() {
        BitSet now = held();
        long missing = 0;
        for (int piece = now.nextClearBit(0); piece < layout().count(); piece = now.nextClearBit(piece + 1)) {
            missing += layout().length(piece);
        }
        return missing;
    }

    /**
     * Sends bytes without a copy in this process, as {@code FileChannel.transferTo} does: maybe fewer than asked, 0 when
     * the channel takes none now.
     *
     * @throws IllegalArgumentException if a byte of the range is not here
     */
    public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
        if (position < 0 || count < 0 || count > manifest.size() - position || !has(position, count)) {
            throw new IllegalArgumentException(
                    "bytes " + position + "+" + count + " of " + manifest + " are not all here");
        }
        return tree.transferTo(position, count, to);
    }

    /** Whether every byte of that range of the file at {@code index} of the manifest's entries is here and verified. */
    public boolean hasFile(int index, long inFile, long count) {
        long from = manifest.offset(index, inFile);
        return has(from, manifest.offset(index, inFile + count) - from);
    }

    /**
     * As {@link #transferTo}, of the file at {@code index} of the manifest's entries; its holes are sent as zeros.
     *
     * @throws IllegalArgumentException if a byte of the range is not here
     */
    public long transferFile(int index, long inFile, long count, WritableByteChannel to) throws IOException {
        long size = manifest.entries().get(index).size();
        if (inFile < 0 || count < 0 || count > size - inFile || !hasFile(index, inFile, count)) {
            throw new IllegalArgumentException(
                    "bytes " + inFile + "+" + count + " of file " + index + " of " + manifest + " are not all here");
        }
        return count == 0 ? 0 : tree.transferFile(index, inFile, count, to);
    }

    /** The directory around the image's files and manifest, which says who may come to them. */
    public Path home() {
        return complete ? layout.image(digest()) : layout.partial(digest());
    }

    /** Where the files stand; it moves when the image becomes complete. */
    public Path tree() {
        return tree.root();
    }

    /**
     * What the disk has made of an image that stood whole: a file that is gone or of another size, or one of
     * {@code paths} whose bytes, which are hashed again, are not the manifest's. Absent where all is well.
     */
    public @Nullable String damage(List<String> paths) {
        return complete ? Damage.of(manifest, tree, paths) : "it is not complete";
    }

    /** @throws RefusedException if there is no such file, or the image is not complete */
    public Path file(String path) {
        int index = indexOf(path);
        if (!complete) {
            throw new RefusedException(
                    "file \"" + path + "\" of image " + manifest.name(), "is not whole yet", "wait for the image");
        }
        return tree.path(index);
    }

    private int indexOf(String path) {
        int index = manifest.indexOfFile(path);
        if (index < 0) {
            throw new RefusedException(
                    "file \"" + path + "\" of image " + manifest.name(),
                    "is not in the image",
                    "look at its files with 'peerboot images'");
        }
        return index;
    }

    /**
     * Gives the image its final name, once every piece is here: durable, read-only, in one step.
     *
     * @throws RefusedException if the disk does not do it; the pieces stay
     */
    public void finish() {
        synchronized (finishing) {
            if (complete) {
                return;
            }
            if (!full()) {
                throw new IllegalStateException(manifest + " lacks " + missingBytes() + " bytes");
            }
            Path from = layout.partial(digest());
            Path home = layout.image(digest());
            try {
                tree.seal();
                // The directory around a user's image is closed until he himself asks for it.
                boolean system = manifest.access() == Access.SYSTEM;
                Durable.permissions(CacheLayout.tree(from), system ? "rwx------" : "rwxr-xr-x");
                Durable.permissions(CacheLayout.manifest(from), system ? "rw-------" : "rw-r--r--");
                Durable.sync(CacheLayout.manifest(from));
                Durable.permissions(from, manifest.access() == Access.PUBLIC ? "rwxr-xr-x" : "rwx------");
                Durable.sync(from);
                tree.move(from, home);
                complete = true;
                Durable.sync(layout.images());
                Durable.sync(layout.partials());
                closeJournal();
                Files.deleteIfExists(CacheLayout.journal(home));
            } catch (IOException e) {
                throw DiskFull.refusal(manifest, 0, from, e);
            }
            LOG.info("image={} digest={} complete=true bytes={}", manifest.name(), digest().brief(), manifest.size());
        }
    }

    private void closeJournal() throws IOException {
        Journal open = journal;
        journal = null;
        if (open != null) {
            open.close();
        }
    }

    /** When this image was used last; the least recently used goes first when room is needed. */
    public Instant used() {
        return used;
    }

    /** Remembers that it is used, beyond a restart too. */
    void use(Instant now) {
        used = now;
        if (complete) {
            try {
                Files.setLastModifiedTime(CacheLayout.manifest(layout.image(digest())), FileTime.from(now));
            } catch (IOException e) {
                LOG.warn("image={} cannot remember its last use: {}", manifest.name(), e.toString());
            }
        }
    }

    /** Closes its files. What is on disk stays. */
    @Override
    public void close() throws IOException {
        try (tree) {
            closeJournal();
        }
    }

    @Override
    public String toString() {
        return manifest + (complete ? "" : " in part");
    }
}
