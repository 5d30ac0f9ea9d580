package org.peerboot.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Set;
import org.peerboot.image.Entry;
import org.peerboot.image.Manifest;
import org.peerboot.image.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a whole image out of the cache, as whoever calls: with links, holes, and what the manifest says of each entry,
 * each file's sum compared, and under its final name in one step or not at all. All is made in a directory that nobody
 * else may enter, beside the destination.
 */
public final class Materializer {
    private static final Logger LOG = LoggerFactory.getLogger(Materializer.class);

    private final Path tree;
    private final Manifest manifest;
    private final Disk disk;
    private final Belongings belongings;

    /**
     * @param tree where the complete image's files stand, as {@link CachedImage#tree} tells
     * @param root whether the caller is root, who gives files their owners and every attribute
     */
    public Materializer(Path tree, Manifest manifest, Disk disk, boolean root) {
        this.tree = tree;
        this.manifest = manifest;
        this.disk = disk;
        this.belongings = new Belongings(manifest, disk, root);
    }

    /**
     * Makes the directory {@code destination} of the image's files.
     *
     * @param destination must not exist yet; its parent must
     * @throws RefusedException if it exists, a file's sum is wrong, or the disk does not take it; nothing is left behind
     */
    public void copyTree(Path destination) {
        staged(destination, stage -> {
            Path copy = Files.createDirectory(stage.resolve("tree"));
            boolean many = Durable.areMany(manifest.entries().size());
            ArrayDeque<Entry> directories = new ArrayDeque<>();
            for (Entry entry : manifest.entries()) {
                Path to = copy.resolve(entry.path());
                switch (entry.kind()) {
                    case FILE -> copyFile(entry, to, !many);
                    case DIRECTORY -> {
                        Files.createDirectory(to);
                        directories.push(entry);
                    }
                    case SYMLINK -> {
                        Files.createSymbolicLink(to, Path.of(Objects.requireNonNull(entry.target())));
                        belongings.give(entry, to);
                    }
                    case LINK -> Files.createLink(to, copy.resolve(Objects.requireNonNull(entry.target())));
                }
            }
            // Last, the innermost first: what comes into a directory changes its time, and may not be let in later.
            for (Entry entry : directories) {
                Path directory = copy.resolve(entry.path());
                if (!many) {
                    Durable.sync(directory);
                }
                belongings.give(entry, directory);
            }
            Durable.sync(copy);
            if (many) {
                Durable.syncAll(copy, disk);
            }
            return copy;
        });
    }

    /** Makes something in a directory beside the destination; gives back what is to get the destination's name. */
    private interface Work {
        Path in(Path stage) throws IOException;
    }

    private void staged(Path destination, Work work) {
        Path absolute = destination.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null || Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw new RefusedException(
                    "destination " + destination, "exists already", "name one that does not, or move it away");
        }
        Path stage = null;
        try {
            stage = Files.createTempDirectory(parent, ".peerboot-");
            // Not atomic by name, but a rename within one directory, which refuses what came there meanwhile.
            Files.move(work.in(stage), absolute);
            Durable.sync(parent);
        } catch (IOException e) {
            throw DiskFull.refusal(manifest, manifest.size(), parent, e);
        } finally {
            if (stage != null) {
                clean(stage);
            }
        }
    }

    private void copyFile(Entry entry, Path to, boolean sync) throws IOException {
        String sum;
        try (FileChannel in = open(entry);
                FileChannel out =
                        FileChannel.open(to, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW))) {
            sum = FileData.read(in, entry, (bytes, at) -> {
                long end = at + bytes.remaining();
                while (bytes.hasRemaining()) {
                    out.write(bytes, end - bytes.remaining());
                }
            });
            Durable.lengthen(to, out, entry.size());
            if (sync) {
                out.force(true);
            }
        }
        if (!sum.equals(entry.sha256())) {
            throw new RefusedException(
                    "file \"" + entry.path() + "\" of image " + manifest.name(),
                    "has changed in the cache, its SHA-256 is wrong",
                    "remove the image from this node's cache and fetch it again");
        }
        belongings.give(entry, to);
    }

    private FileChannel open(Entry entry) {
        Path file = tree.resolve(entry.path());
        try {
            return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new RefusedException(
                    "file " + file, "cannot be read (" + e + ")", "copy it as a user who may, or as root", e);
        }
    }

    private static void clean(Path stage) {
        try {
            Durable.deleteTree(stage);
        } catch (IOException e) {
            LOG.warn("path={} left_behind=true reason=\"{}\"", stage, e.toString());
        }
    }
}
