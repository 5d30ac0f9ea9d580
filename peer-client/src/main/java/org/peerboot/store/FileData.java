package org.peerboot.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.peerboot.image.Digest;
import org.peerboot.image.Entry;

/** The data of a file: its bytes without its holes. */
final class FileData {
    private static final int BUFFER = 256 << 10;

    private FileData() {}

    /** What is done with data, which may be used up, and where in the file it stands. */
    interface Sink {
        void take(ByteBuffer bytes, long at) throws IOException;
    }

    /** Reads the data of {@code entry}, as far as the file has it; its SHA-256 in hex. */
    static String read(FileChannel file, Entry entry, Sink sink) throws IOException {
        MessageDigest sha256 = Digest.sha256();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, Math.max(1, entry.stored())));
        for (Entry.Extent extent : entry.extents()) {
            long end = extent.offset() + extent.length();
            for (long at = extent.offset(); at < end; ) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
                int read = file.read(buffer, at);
                if (read < 0) {
                    break; // shorter than it was: its sum will tell
                }
                sha256.update(buffer.flip().duplicate());
                sink.take(buffer, at);
                at += read;
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
