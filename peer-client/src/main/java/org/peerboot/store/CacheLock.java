package org.peerboot.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** That one daemon has a cache. The kernel lets go of it when the process ends, however it ends. */
final class CacheLock {
    private static final Logger LOG = LoggerFactory.getLogger(CacheLock.class);
    private final FileChannel channel;

    private CacheLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes the cache's directories where they are not there, and takes the lock. */
    static CacheLock take(CacheLayout layout) {
        FileChannel channel;
        try {
            Path parent = layout.root().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Durable.directory(layout.root(), "rwx--x--x");
            requirePrivate(layout.root());
            Durable.directory(layout.images(), "rwx--x--x");
            Durable.directory(layout.partials(), "rwx------");
            channel = FileChannel.open(
                    layout.lock(),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw new RefusedException(
                    "cache " + layout.root(),
                    "cannot be made (" + e + ")",
                    "name a directory that the peer's user may write in",
                    e);
        }
        CacheLock lock = new CacheLock(channel);
        if (!lock.acquired()) {
            lock.close();
            throw new RefusedException(
                    "cache " + layout.root(), "is in use by another peer", "stop that one, or name another cache");
        }
        return lock;
    }

    private static void requirePrivate(Path root) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(root, LinkOption.NOFOLLOW_LINKS);
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new RefusedException(
                    "cache " + root, "may be written by others than its owner", "run chmod go-w " + root);
        }
    }

    private boolean acquired() {
        try {
            @Nullable FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new RefusedException("cache lock", "cannot be taken (" + e + ")", "use a local disk", e);
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.warn("the cache's lock did not close: {}", e.toString());
        }
    }
}
