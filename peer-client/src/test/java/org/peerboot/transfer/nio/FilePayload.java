package org.peerboot.transfer.nio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A real file, of which the bytes before {@code held} are held; counts who still uses it. */
final class FilePayload implements Payload {
    final AtomicInteger users = new AtomicInteger();
    private final FileChannel file;
    private final long held;

    FilePayload(Path path, long held) throws IOException {
        this.file = FileChannel.open(path);
        this.held = held;
    }

    FilePayload use() {
        users.incrementAndGet();
        return this;
    }

    @Override
    public long size() {
        try {
            return file.size();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean available(long position, long count) {
        return position + count <= held;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
        return file.transferTo(position, count, to);
    }

    @Override
    public void release() {
        users.decrementAndGet();
    }
}
