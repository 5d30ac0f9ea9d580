package org.peerboot.unix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.Entry;
import org.peerboot.image.FileExtras;
import org.peerboot.store.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Extended attributes, holes and whole file systems, by the C library. */
public final class UnixFiles implements FileExtras, Disk {
    private static final Logger LOG = LoggerFactory.getLogger(UnixFiles.class);

    // asm-generic/fcntl.h; alike on x86-64, arm64 and POWER. Whoever puts a fifo there meanwhile does not stop us.
    private static final int O_RDONLY = 0;
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 02000000;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;

    private static final int ENXIO = 6;
    private static final int ENODATA = 61;
    private static final int ENOTSUP = 95;

    /** Linux' XATTR_LIST_MAX and XATTR_SIZE_MAX. */
    private static final int XATTR_MAX = 65_536;

    /** A file of one block has no hole worth a call. */
    private static final int BLOCK = 4096;

    private interface LibC extends Library {
        int open(String path, int flags) throws LastErrorException;

        int close(int file) throws LastErrorException;

        long lseek(int file, long offset, int whence) throws LastErrorException;

        int syncfs(int file) throws LastErrorException;

        long llistxattr(String path, byte @Nullable [] names, long size) throws LastErrorException;

        long lgetxattr(String path, String name, byte[] value, long size) throws LastErrorException;

        int lsetxattr(String path, String name, byte[] value, long size, int flags) throws LastErrorException;
    }

    /** The library; loaded once. */
    private static final class Loaded {
        static final LibC C = Native.load("c", LibC.class, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));
    }

    private interface Use<T> {
        T of(int file) throws IOException;
    }

    @Override
    public List<Entry.Extent> data(Path file, long size) throws IOException {
        if (size <= BLOCK) {
            return FileExtras.NONE.data(file, size);
        }
        return opened(file, open -> {
            List<Entry.Extent> extents = new ArrayList<>();
            long end = 0;
            while (end < size) {
                long begin = seek(open, end, SEEK_DATA, size);
                end = begin < size ? Math.min(size, seek(open, begin, SEEK_HOLE, size)) : size;
                if (end > begin) {
                    extents.add(new Entry.Extent(begin, end - begin));
                }
            }
            return extents;
        });
    }

    private static long seek(int file, long offset, int whence, long size) {
        try {
            return Loaded.C.lseek(file, offset, whence);
        } catch (LastErrorException e) {
            if (e.getErrorCode() == ENXIO) {
                return size; // nothing but a hole up to the end
            }
            throw e;
        }
    }

    @Override
    public SortedMap<String, byte[]> xattrs(Path path) throws IOException {
        SortedMap<String, byte[]> found = new TreeMap<>();
        try {
            if (Loaded.C.llistxattr(path.toString(), null, 0) == 0) {
                return found;
            }
            byte[] names = new byte[XATTR_MAX];
            int length = (int) Loaded.C.llistxattr(path.toString(), names, names.length);
            for (String name : new String(names, 0, length, StandardCharsets.UTF_8).split("\0")) {
                byte[] value = value(path, name);
                if (value != null) {
                    found.put(name, value);
                }
            }
            return found;
        } catch (LastErrorException e) {
            if (e.getErrorCode() == ENOTSUP) {
                return found;
            }
            throw failed(path, e);
        }
    }

    /** Null where it went meanwhile, or is of a kind that the file system does not give out. */
    private static byte @Nullable [] value(Path path, String name) {
        byte[] value = new byte[XATTR_MAX];
        try {
            return Arrays.copyOf(value, (int) Loaded.C.lgetxattr(path.toString(), name, value, value.length));
        } catch (LastErrorException e) {
            if (e.getErrorCode() == ENODATA || e.getErrorCode() == ENOTSUP) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public boolean setXattr(Path path, String name, byte[] value) throws IOException {
        try {
            Loaded.C.lsetxattr(path.toString(), name, value, value.length, 0);
            return true;
        } catch (LastErrorException e) {
            if (e.getErrorCode() == ENOTSUP) {
                return false;
            }
            throw failed(path, e);
        } catch (LinkageError e) {
            LOG.warn("path={} cannot have attributes: {}", path, e.toString());
            return false;
        }
    }

    @Override
    public boolean syncAll(Path directory) throws IOException {
        try {
            opened(directory, Loaded.C::syncfs);
            return true;
        } catch (LinkageError e) {
            LOG.warn("path={} is synced file by file, which takes long: {}", directory, e.toString());
            return false;
        }
    }

    private static <T> T opened(Path path, Use<T> use) throws IOException {
        try {
            int file = Loaded.C.open(path.toString(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
            try {
                return use.of(file);
            } finally {
                Loaded.C.close(file);
            }
        } catch (LastErrorException e) {
            throw failed(path, e);
        }
    }

    private static FileSystemException failed(Path path, LastErrorException e) {
        return new FileSystemException(path.toString(), null, e.getMessage());
    }
}
