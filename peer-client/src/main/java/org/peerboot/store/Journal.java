package org.peerboot.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Set;
import java.util.zip.CRC32C;
import org.peerboot.image.Digest;

/**
 * Which pieces were written, in order: eight bytes each, the piece and a CRC-32C over image and piece. It says where to
 * look after a crash and is never believed: pieces are hashed again. So it needs no fsync, and a torn, repeated or
 * foreign record costs nothing.
 */
final class Journal implements AutoCloseable {
    static final int RECORD = 8;

    private final Digest image;
    private final FileChannel channel;

    private Journal(Digest image, FileChannel channel) {
        this.image = image;
        this.channel = channel;
    }

    /** The pieces that {@code file} speaks of; none if it is not there. */
    static BitSet read(Path file, Digest image, int pieces) throws IOException {
        BitSet found = new BitSet(pieces);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return found;
        }
        ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            while (in.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.remaining() >= RECORD) {
                    int piece = buffer.getInt();
                    if (check(image, piece) == buffer.getInt() && piece >= 0 && piece < pieces) {
                        found.set(piece);
                    }
                }
                buffer.compact();
            }
        }
        return found;
    }

    /** Begins {@code file} afresh with {@code pieces}: a torn record must not shift those that come after it. */
    static Journal begin(Path file, Digest image, BitSet pieces) throws IOException {
        ByteBuffer records = ByteBuffer.allocate(pieces.cardinality() * RECORD);
        pieces.stream().forEach(piece -> record(records, image, piece));
        Durable.replace(file, out -> out.write(records.array()));
        return new Journal(
                image,
                FileChannel.open(
                        file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)));
    }

    synchronized void add(int piece) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(RECORD);
        record(record, image, piece);
        record.flip();
        while (record.hasRemaining()) {
            channel.write(record);
        }
    }

    private static void record(ByteBuffer to, Digest image, int piece) {
        to.putInt(piece).putInt(check(image, piece));
    }

    private static int check(Digest image, int piece) {
        CRC32C crc = new CRC32C();
        crc.update(image.hex().getBytes(StandardCharsets.US_ASCII));
        crc.update(ByteBuffer.allocate(4).putInt(0, piece));
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
