package org.peerboot.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.image.ImageName;
import org.peerboot.image.Manifest;
import org.peerboot.image.RefusedException;
import org.peerboot.image.SignedManifest;
import org.peerboot.image.TrustedKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The images on a node's disk. Each is there in part, under {@code partial/}, or whole, under {@code images/}; one rename
 * lies between. Nothing on the disk is believed for its name: manifests are checked against their directory's name and
 * the trusted keys, and the pieces of a partial image are hashed again. Safe for use by several threads.
 */
public final class ImageCache implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImageCache.class);

    private final CacheLayout layout;
    private final long quota;
    private final TrustedKeys keys;
    private final InstantSource clock;
    private final Disk disk;
    private final CacheLock lock;
    private final Pins pins;

    /** Changed under this object's lock, as is what stands in the cache; read without, since an event loop must not wait. */
    private final Map<Digest, CachedImage> images = new ConcurrentSkipListMap<>();

    private ImageCache(
            CacheLayout layout, long quota, TrustedKeys keys, InstantSource clock, Disk disk, CacheLock lock) {
        this.layout = layout;
        this.quota = quota;
        this.keys = keys;
        this.clock = clock;
        this.disk = disk;
        this.lock = lock;
        this.pins = Pins.open(layout.pins());
    }

    /**
     * Opens or makes the cache in {@code root}. Journalled pieces are hashed again: about a second a GiB.
     *
     * @param quota bytes that all images together may take
     * @param keys whose signatures are believed; an image signed by others is left where it is and not shown
     * @throws RefusedException if another daemon has it, others may write in it, or it cannot be made
     */
    public static ImageCache open(Path root, long quota, TrustedKeys keys, InstantSource clock, Disk disk) {
        CacheLayout layout = new CacheLayout(root.toAbsolutePath().normalize());
        CacheLock lock = CacheLock.take(layout);
        ImageCache cache = new ImageCache(layout, quota, keys, clock, disk, lock);
        try {
            synchronized (cache) {
                new CacheScan(layout, keys, clock, disk)
                        .images()
                        .forEach(image -> cache.images.put(image.digest(), image));
            }
            return cache;
        } catch (IOException | RuntimeException e) {
            lock.close();
            if (e instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new RefusedException(
                    "cache " + root, "cannot be read (" + e + ")", "check that it belongs to the peer's user", e);
        }
    }

    /** Every image, in part or whole, in the order of their digests. */
    public List<CachedImage> images() {
        return List.copyOf(images.values());
    }

    public @Nullable CachedImage find(Digest digest) {
        return images.get(digest);
    }

    /** The image of that name; where there are several, the whole before the partial, the last used before the rest. */
    public @Nullable CachedImage find(ImageName name) {
        return images.values().stream()
                .filter(image -> image.manifest().name().equals(name))
                .max(Comparator.comparing(CachedImage::complete).thenComparing(CachedImage::used))
                .orElse(null);
    }

    /** Bytes that all images together may take. */
    public long quota() {
        return quota;
    }

    /** Bytes that the images take, what is still missing of them included. */
    public long reserved() {
        return images.values().stream()
                .mapToLong(image -> image.layout().size())
                .sum();
    }

    /**
     * The image of {@code signed}: the one that is here, or a fresh one with room reserved for all of it. It counts as
     * used now, which keeps it from going first. What is fresh outlives a power cut after {@link CachedImage#settle}.
     *
     * @param mayGo which whole images may be removed, least recently used first, where there is no room otherwise
     * @throws RefusedException if the signature is wrong, quota or disk have no room, or the disk does not write
     */
    public synchronized CachedImage reserve(SignedManifest signed, Predicate<CachedImage> mayGo) {
        CachedImage there = images.get(signed.digest());
        if (there != null) {
            there.use(clock.instant());
            return there;
        }
        Manifest manifest = signed.verify(keys);
        makeRoom(manifest, mayGo);
        Path home = layout.partial(manifest.digest());
        try {
            discard(manifest.digest(), home);
            discard(manifest.digest(), layout.image(manifest.digest()));
            Durable.directory(home, "rwx------");
            ManifestFile.write(CacheLayout.manifest(home), signed);
            CachedImage image = CachedImage.partial(manifest, layout, disk, clock.instant());
            if (image.full()) {
                image.finish();
            }
            images.put(manifest.digest(), image);
            return image;
        } catch (IOException e) {
            throw DiskFull.refusal(manifest, manifest.size(), layout.root(), e);
        }
    }

    private void makeRoom(Manifest manifest, Predicate<CachedImage> mayGo) {
        Room room = new Room(quota - reserved(), usable() - promised());
        List<CachedImage> goers = room.goers(
                manifest,
                layout.root(),
                images.values().stream()
                        .filter(image -> image.complete() && !pinned(image.digest()) && mayGo.test(image))
                        .sorted(Comparator.comparing(CachedImage::used))
                        .toList());
        for (CachedImage goer : goers) {
            LOG.info(
                    "image={} digest={} evicted=true bytes={} for={}",
                    goer.manifest().name(),
                    goer.digest().brief(),
                    goer.layout().size(),
                    manifest.name());
            remove(goer.digest());
        }
    }

    /** Whether it stays whatever room others need. */
    public boolean pinned(Digest digest) {
        return pins.has(digest);
    }

    /**
     * Remembers that it stays, or no longer, beyond a restart too.
     *
     * @throws RefusedException if the disk does not write
     */
    public void pin(Digest digest, boolean pin) {
        pins.set(digest, pin);
    }

    /** {@code Files.getFileStore} would look for the mount point, which a chroot does not have. */
    private long usable() {
        return layout.root().toFile().getUsableSpace();
    }

    /** Bytes that partial images will yet take. */
    private long promised() {
        return images.values().stream().mapToLong(CachedImage::missingBytes).sum();
    }

    /**
     * Removes an image, in part or whole. Files of it that are open stay readable until they are closed.
     *
     * @return false if there is no such image
     */
    public synchronized boolean remove(Digest digest) {
        CachedImage image = images.remove(digest);
        if (image == null) {
            return false;
        }
        try {
            image.close();
            discard(digest, layout.image(digest));
            discard(digest, layout.partial(digest));
        } catch (IOException e) {
            throw new RefusedException(
                    "image " + image.manifest().name(),
                    "cannot be removed from " + layout.root() + " (" + e + ")",
                    "check the disk and that the cache belongs to the peer's user",
                    e);
        }
        LOG.info("image={} digest={} removed=true", image.manifest().name(), digest.brief());
        return true;
    }

    /** One rename, then the deletion: half an image never stands under a final name. */
    private void discard(Digest digest, Path home) throws IOException {
        CacheScan.discard(home, layout.removed(digest));
    }

    /** Closes every image. What is on disk stays. */
    @Override
    public synchronized void close() throws IOException {
        IOException first = null;
        for (CachedImage image : images.values()) {
            try {
                image.close();
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        lock.close();
        if (first != null) {
            throw first;
        }
    }
}
