package org.peerboot.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.image.Manifest;
import org.peerboot.image.RefusedException;
import org.peerboot.image.SignedManifest;
import org.peerboot.image.TrustedKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what an earlier daemon left in a cache, however it ended. What it does not know it leaves alone. */
final class CacheScan {
    private static final Logger LOG = LoggerFactory.getLogger(CacheScan.class);
    private static final Set<String> OURS = Set.of("lock", "images", "partial", "boot.json", "boot.json.new");

    private final CacheLayout layout;
    private final TrustedKeys keys;
    private final InstantSource clock;
    private final Disk disk;

    CacheScan(CacheLayout layout, TrustedKeys keys, InstantSource clock, Disk disk) {
        this.layout = layout;
        this.keys = keys;
        this.clock = clock;
        this.disk = disk;
    }

    List<CachedImage> images() throws IOException {
        List<CachedImage> found = new ArrayList<>();
        for (Path path : children(layout.root())) {
            if (!OURS.contains(path.getFileName().toString())) {
                stranger(path);
            }
        }
        for (Path home : children(layout.images())) {
            Manifest manifest = isImage(home) ? manifest(home) : null;
            if (manifest != null) {
                whole(home, manifest, found);
            }
        }
        for (Path home : children(layout.partials())) {
            if (home.getFileName().toString().startsWith(CacheLayout.REMOVED)) {
                Durable.deleteTree(home);
            } else if (isImage(home)) {
                Manifest manifest = manifest(home);
                if (manifest != null) {
                    partial(manifest, home, found);
                }
            }
        }
        return found;
    }

    private void whole(Path home, Manifest manifest, List<CachedImage> found) throws IOException {
        try {
            found.add(CachedImage.whole(manifest, layout, disk));
        } catch (IOException e) {
            LOG.warn("image={} discarded=true reason=\"{}\"", manifest.name(), e.toString());
            discard(home, layout.removed(manifest.digest()));
        }
    }

    private void partial(Manifest manifest, Path home, List<CachedImage> found) throws IOException {
        if (found.stream().anyMatch(image -> image.digest().equals(manifest.digest()))) {
            discard(home, layout.removed(manifest.digest()));
            return;
        }
        CachedImage image;
        try {
            image = CachedImage.partial(manifest, layout, disk, clock.instant());
        } catch (IOException e) {
            LOG.warn("image={} discarded=true reason=\"{}\"", manifest.name(), e.toString());
            discard(home, layout.removed(manifest.digest()));
            return;
        }
        if (image.full()) {
            image.finish();
        }
        found.add(image);
    }

    private boolean isImage(Path home) {
        boolean image = CacheLayout.HEX.matcher(home.getFileName().toString()).matches()
                && Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS);
        if (!image) {
            stranger(home);
        }
        return image;
    }

    private static void stranger(Path path) {
        LOG.warn("path={} unknown=true, it is none of the cache's and stays as it is", path);
    }

    private @Nullable Manifest manifest(Path home) {
        try {
            SignedManifest signed = ManifestFile.read(CacheLayout.manifest(home));
            Digest named = new Digest(home.getFileName().toString());
            if (!signed.digest().equals(named)) {
                LOG.warn("path={} ignored=true reason=\"its manifest is {}\"", home, signed.digest());
                return null;
            }
            return signed.verify(keys);
        } catch (IOException | RefusedException e) {
            LOG.warn("path={} ignored=true reason=\"{}\"", home, e.toString());
            return null;
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        }
    }

    /** One rename to {@code removed}, then the deletion: half an image never stands under a final name. */
    static void discard(Path home, Path removed) throws IOException {
        if (Files.exists(home, LinkOption.NOFOLLOW_LINKS)) {
            Durable.deleteTree(removed);
            Files.move(home, removed, StandardCopyOption.ATOMIC_MOVE);
            Durable.deleteTree(removed);
        }
    }
}
