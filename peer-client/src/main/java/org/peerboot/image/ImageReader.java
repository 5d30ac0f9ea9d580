package org.peerboot.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An image that stands as files on the publisher's disk: its manifest, and its byte string as often as it is wanted. */
public final class ImageReader {
    private final Manifest manifest;
    private final Map<Integer, Path> files = new HashMap<>();

    /** @param files of the entries that are files, in their order */
    ImageReader(Manifest manifest, List<Path> files) {
        this.manifest = manifest;
        int next = 0;
        for (int i = 0; i < manifest.entries().size(); i++) {
            if (manifest.entries().get(i).isFile()) {
                this.files.put(i, files.get(next++));
            }
        }
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
        private long position;
        private int index = -1;
        private @Nullable FileChannel in;

        ByteString(long position) {
            this.position = position;
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
            if (position >= manifest.size()) {
                return -1;
            }
            Manifest.Stretch stretch = manifest.stretch(position);
            int most = (int) Math.min(length, stretch.length());
            int read = file(stretch.index()).read(ByteBuffer.wrap(buffer, offset, most), stretch.inFile());
            if (read < 0) {
                throw changed(stretch.index(), "ended at " + stretch.inFile());
            }
            position += read;
            return read;
        }

        private FileChannel file(int wanted) throws IOException {
            FileChannel open = in;
            if (open != null && index == wanted) {
                return open;
            }
            close();
            open = FileChannel.open(path(wanted), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            in = open;
            index = wanted;
            long now = open.size();
            if (now != manifest.entries().get(wanted).size()) {
                throw changed(wanted, "now has " + now);
            }
            return open;
        }

        private RefusedException changed(int file, String how) {
            return Hashing.changed(path(file), manifest.entries().get(file).size(), how);
        }

        private Path path(int file) {
            Path path = files.get(file);
            if (path == null) {
                throw new IllegalStateException("entry " + file + " of " + manifest + " is no file");
            }
            return path;
        }

        @Override
        public void close() throws IOException {
            FileChannel open = in;
            in = null;
            if (open != null) {
                open.close();
            }
        }
    }
}
