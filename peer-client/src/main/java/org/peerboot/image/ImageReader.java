package org.peerboot.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An image that stands as files on the publisher's disk: its manifest, and its byte string as often as it is wanted. */
public final class ImageReader {
    private final Manifest manifest;
    private final List<Entry> entries;
    private final List<Path> files;

    /** @param files of the entries that are files, in their order */
    ImageReader(Manifest manifest, List<Path> files) {
        this.manifest = manifest;
        this.entries = manifest.entries().stream().filter(Entry::isFile).toList();
        this.files = List.copyOf(files);
    }

    public Manifest manifest() {
        return manifest;
    }

    /**
     * The byte string from {@code position} on. Throws {@link RefusedException} out of {@code read} where a file has
     * another size now; other changes show in the pieces' hashes.
     */
    public InputStream open(long position) {
        return new ByteString(position);
    }

    private final class ByteString extends InputStream {
        private int next;
        private long skip;
        private long left;
        private @Nullable InputStream in;

        ByteString(long position) {
            skip = position;
            while (next < entries.size() && entries.get(next).size() <= skip) {
                skip -= entries.get(next++).size();
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (left == 0) {
                if (!openNext()) {
                    return -1;
                }
            }
            InputStream from = in;
            int read = from == null ? -1 : from.read(buffer, offset, (int) Math.min(length, left));
            if (read < 0) {
                Entry entry = entries.get(next - 1);
                throw Hashing.changed(files.get(next - 1), entry.size(), "ended at " + (entry.size() - left));
            }
            left -= read;
            return read;
        }

        private boolean openNext() throws IOException {
            closeFile();
            if (next == entries.size()) {
                return false;
            }
            Path file = files.get(next);
            long size = entries.get(next).size();
            long now = Files.size(file);
            if (now != size) {
                throw Hashing.changed(file, size, "now has " + now);
            }
            InputStream opened = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
            in = opened;
            opened.skipNBytes(skip);
            left = size - skip;
            skip = 0;
            next++;
            return true;
        }

        @Override
        public void close() throws IOException {
            next = entries.size();
            closeFile();
        }

        private void closeFile() throws IOException {
            if (in != null) {
                in.close();
                in = null;
            }
            left = 0;
        }
    }
}
