package org.peerboot.tracker;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Digest;
import org.peerboot.image.Manifest;
import org.peerboot.image.PieceLayout;
import org.peerboot.image.SignedManifest;
import org.peerboot.store.CachedImage;
import org.peerboot.store.ImageCache;
import org.peerboot.tracker.http.StatusException;

/** Publications on their way into the origin's cache: whole pieces, in order, each verified before it is written. */
final class OriginImages {
    private final ImageCache cache;
    private final AtomicLong published = new AtomicLong();
    private final Origin origin;

    OriginImages(ImageCache cache, Origin origin) {
        this.cache = cache;
        this.origin = origin;
    }

    /** Reserves room for all of the image; nothing is evicted for it. Again for the same image: where it stands. */
    CachedImage begin(SignedManifest signed) {
        CachedImage image = cache.reserve(signed, other -> false);
        origin.serve(image);
        return image;
    }

    /** Bytes that publishers sent since the start; safe from any thread. */
    long publishedBytes() {
        return published.get();
    }

    @Nullable
    CachedImage find(Digest digest) {
        return cache.find(digest);
    }

    /** Verified bytes counted from the first. */
    static long received(CachedImage image) {
        PieceLayout layout = image.layout();
        int missing = image.held().nextClearBit(0);
        return missing >= layout.count() ? layout.size() : layout.offset(missing);
    }

    /**
     * Takes bytes from {@code offset}, a piece's first byte; pieces that are here already are compared and passed over.
     *
     * @throws StatusException 409 if they are not the image's, or not whole pieces; those before the wrong one stay
     */
    void put(CachedImage image, long offset, ByteBuffer bytes) {
        Manifest manifest = image.manifest();
        PieceLayout layout = image.layout();
        if (offset < 0 || offset >= layout.size() || offset % layout.pieceSize() != 0) {
            throw conflict(manifest, "offset " + offset + " is no piece's beginning");
        }
        int piece = layout.pieceAt(offset);
        published.addAndGet(bytes.remaining());
        ByteBuffer rest = bytes.duplicate();
        BitSet fresh = new BitSet();
        try {
            write(image, piece, rest, fresh);
        } finally {
            origin.announce(image.digest(), fresh);
        }
        if (image.full()) {
            image.finish();
        }
    }

    private static void write(CachedImage image, int first, ByteBuffer rest, BitSet fresh) {
        Manifest manifest = image.manifest();
        PieceLayout layout = image.layout();
        int piece = first;
        while (rest.hasRemaining()) {
            if (piece >= layout.count() || rest.remaining() < layout.length(piece)) {
                throw conflict(manifest, "the body does not end with a piece's end");
            }
            ByteBuffer one = rest.slice(rest.position(), layout.length(piece));
            if (!manifest.isPiece(piece, one.duplicate())) {
                throw conflict(manifest, "piece " + piece + " is not what the manifest says");
            }
            image.put(piece, one);
            fresh.set(piece);
            rest.position(rest.position() + layout.length(piece));
            piece++;
        }
    }

    private static StatusException conflict(Manifest manifest, String why) {
        return new StatusException(
                409,
                "image " + manifest.name() + " (" + manifest.digest().brief() + ")",
                why,
                "publish it again from files that do not change meanwhile");
    }

    void remove(Digest digest) {
        origin.withdraw(digest);
        cache.remove(digest);
    }

    Set<Digest> whole() {
        Set<Digest> digests = new HashSet<>();
        cache.images().stream().filter(CachedImage::complete).forEach(image -> digests.add(image.digest()));
        return Set.copyOf(digests);
    }

    /** Images of which some pieces are here. */
    Set<Digest> partial() {
        Set<Digest> digests = new HashSet<>();
        cache.images().stream()
                .filter(image -> !image.complete() && !image.held().isEmpty())
                .forEach(image -> digests.add(image.digest()));
        return Set.copyOf(digests);
    }
}
