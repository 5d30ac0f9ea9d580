package org.peerboot.peer;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import org.peerboot.image.Manifest;
import org.peerboot.store.CachedImage;
import org.peerboot.transfer.nio.Payload;

/** A stretch of a cached image's byte string, of which some pieces may not be here yet. */
record CachedPayload(CachedImage image, long start, long size) implements Payload {

    /** The file {@code path} of the image; nothing if there is no such file in it. */
    static Optional<CachedPayload> ofFile(CachedImage image, String path) {
        Manifest manifest = image.manifest();
        int index = manifest.indexOf(path);
        if (index < 0 || !manifest.entries().get(index).isFile()) {
            return Optional.empty();
        }
        return Optional.of(new CachedPayload(
                image, manifest.offset(index), manifest.entries().get(index).size()));
    }

    @Override
    public boolean available(long position, long count) {
        return image.has(start + position, count);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
        return image.transferTo(start + position, count, to);
    }

    @Override
    public void release() {
        // The cache keeps the image's files open; nothing here is per request.
    }
}
