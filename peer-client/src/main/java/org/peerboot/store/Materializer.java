package org.peerboot.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.peerboot.image.Digest;
import org.peerboot.image.Entry;
import org.peerboot.image.Manifest;
import org.peerboot.image.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a whole image out of the cache, as whoever calls: with the manifest's modes, each file's sum compared, and under
 * its final name in one step or not at all.
 */
public final class Materializer {
    private static final Logger LOG = LoggerFactory.getLogger(Materializer.class);
    private static final int BUFFER = 1 << 20;

    private final Path tree;
    private final Manifest manifest;

    /** @param tree where the complete image's files stand, as {@link CachedImage#tree} tells */
    public Materializer(Path tree, Manifest manifest) {
        this.tree = tree;
        this.manifest = manifest;
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
            List<Entry> entries = manifest.entries();
            for (Entry entry : entries) {
                if (entry.isFile()) {
                    copyFile(entry, copy.resolve(entry.path()));
                } else {
                    Files.createDirectory(copy.resolve(entry.path()));
                }
            }
            for (int i = entries.size() - 1; i >= 0; i--) {
                Entry entry = entries.get(i);
                if (!entry.isFile()) {
                    Durable.sync(copy.resolve(entry.path()));
                    Durable.mode(copy.resolve(entry.path()), entry.mode());
                }
            }
            Durable.sync(copy);
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

    private void copyFile(Entry entry, Path to) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        byte[] buffer = new byte[(int) Math.min(BUFFER, entry.size() + 1)];
        try (InputStream in = open(entry);
                FileChannel out =
                        FileChannel.open(to, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            out.force(true);
        }
        if (!HexFormat.of().formatHex(sha256.digest()).equals(entry.sha256())) {
            throw new RefusedException(
                    "file \"" + entry.path() + "\" of image " + manifest.name(),
                    "has changed in the cache, its SHA-256 is wrong",
                    "remove the image from this node's cache and fetch it again");
        }
        Durable.mode(to, entry.mode());
    }

    private InputStream open(Entry entry) {
        Path file = tree.resolve(entry.path());
        try {
            return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
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
