package org.peerboot.peer;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import org.peerboot.store.CachedImage;
import org.peerboot.transfer.nio.Payload;

/** A cached image's byte string, or one of its files, of which some pieces may not be here yet. */
sealed interface CachedPayload extends Payload {
    CachedImage image();

    @Override
    default void release() {
        // The cache keeps the image's files open; nothing here is per request.
    }

    /** The byte string. */
    record Bytes(CachedImage image) implements CachedPayload {
        @Override
        public long size() {
            return image.layout().size();
        }

        @Override
        public boolean available(long position, long count) {
            return image.has(position, count);
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
            return image.transferTo(position, count, to);
        }
    }

    /**
     * One file, holes and all.
     *
     * @param index in the manifest's entries
     */
    record OneFile(CachedImage image, int index) implements CachedPayload {
        @Override
        public long size() {
            return image.manifest().entries().get(index).size();
        }

        @Override
        public boolean available(long position, long count) {
            return image.hasFile(index, position, count);
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
            return image.transferFile(index, position, count, to);
        }
    }

    /** The file {@code path} of the image; nothing if there is no such file in it. */
    static Optional<CachedPayload> ofFile(CachedImage image, String path) {
        int index = image.manifest().indexOfFile(path);
        return index < 0 ? Optional.empty() : Optional.of(new OneFile(image, index));
    }
}
