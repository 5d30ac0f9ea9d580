package org.peerboot.peer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import org.peerboot.store.CachedImage;
import org.peerboot.transfer.nio.Payload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A signed manifest from the disk: a tree's has up to 22 MiB of JSON, and a whole leaf may ask for it at once. */
record ManifestPayload(FileChannel file, long size) implements Payload {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestPayload.class);

    static ManifestPayload of(CachedImage image) throws IOException {
        FileChannel file = image.openManifest();
        return new ManifestPayload(file, file.size());
    }

    @Override
    public boolean available(long position, long count) {
        return true;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
        return file.transferTo(position, count, to);
    }

    @Override
    public void release() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("a manifest's file cannot be closed: {}", e.toString());
        }
    }
}
