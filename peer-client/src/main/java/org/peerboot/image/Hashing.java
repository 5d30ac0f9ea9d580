package org.peerboot.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/** The sums of a byte string as its files stream by: each file's, each piece's, the whole's. */
final class Hashing {
    private static final int BUFFER = 256 << 10;

    private final PieceLayout layout;
    private final LongConsumer progress;
    private final MessageDigest whole = Digest.sha256();
    private final MessageDigest piece = Digest.sha256();
    private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[BUFFER];
    private long position;

    Hashing(PieceLayout layout, LongConsumer progress) {
        this.layout = layout;
        this.progress = progress;
    }

    /** Takes the data of {@code path} in; its SHA-256 in hex. */
    String file(Path path, Entry entry) {
        MessageDigest file = Digest.sha256();
        try (FileChannel in = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            for (Entry.Extent extent : entry.extents()) {
                extent(in, path, entry.size(), extent, file);
            }
            if (in.size() > entry.size()) {
                throw changed(path, entry.size(), "grew");
            }
        } catch (IOException e) {
            throw new RefusedException(
                    "file " + path, "cannot be read (" + e + ")", "name a file that you may read", e);
        }
        return HexFormat.of().formatHex(file.digest());
    }

    private void extent(FileChannel in, Path path, long size, Entry.Extent extent, MessageDigest file)
            throws IOException {
        long at = extent.offset();
        long end = at + extent.length();
        while (at < end) {
            int read = in.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(end - at, BUFFER)), at);
            if (read < 0) {
                throw changed(path, size, "ended at " + at);
            }
            file.update(buffer, 0, read);
            take(read);
            at += read;
        }
    }

    private void take(int length) {
        whole.update(buffer, 0, length);
        int from = 0;
        while (from < length) {
            long end = Math.min(layout.size(), layout.offset(layout.pieceAt(position)) + layout.pieceSize());
            int part = (int) Math.min(length - from, end - position);
            piece.update(buffer, from, part);
            from += part;
            position += part;
            if (position == end) {
                pieces.writeBytes(piece.digest());
            }
        }
        progress.accept(position);
    }

    static RefusedException changed(Path path, long size, String how) {
        return new RefusedException(
                "file " + path,
                "changed while it was read: it had " + size + " bytes and " + how,
                "stop what writes to it, then publish again");
    }

    String pieces() {
        return Base64.getEncoder().encodeToString(pieces.toByteArray());
    }

    Digest content() {
        return new Digest(HexFormat.of().formatHex(whole.digest()));
    }
}
