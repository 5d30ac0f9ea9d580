package org.peerboot.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** File operations that outlive a crash, most of them a power cut too, and none that follows a symbolic link. */
final class Durable {
    /** Up to so many entries a tree is synced file by file. */
    private static final int FEW = 64;

    private static final int BUFFER = 64 << 10;

    private Durable() {}

    /** Whether a tree of that many entries is better synced with all of its file system, by {@link #syncAll}. */
    static boolean areMany(int entries) {
        return entries > FEW;
    }

    /**
     * Makes {@code tree}, which has many entries, durable. A sync of each file costs a turn of the disk, minutes for
     * 50,000. One of the file system is as good and costs what is to be written, others' bytes included, which is why
     * trees of few are synced file by file.
     */
    static void syncAll(Path tree, Disk disk) throws IOException {
        if (!disk.syncAll(tree)) {
            syncEach(tree);
        }
    }

    /** Makes the files and directories in {@code tree} durable one by one; all are readable. */
    static void syncEach(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    sync(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                sync(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Makes {@code directory}, or leaves the one that stands there; refuses anything else under its name. */
    static void directory(Path directory, String permissions) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(directory);
            permissions(directory, permissions);
        }
    }

    /** Sets permissions whatever the umask is. */
    static void permissions(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    /** The nine permission bits as the JDK has them. */
    static Set<PosixFilePermission> permissions(int mode) {
        char[] letters = "rwxrwxrwx".toCharArray();
        for (int i = 0; i < letters.length; i++) {
            if ((mode & 0400 >> i) == 0) {
                letters[i] = '-';
            }
        }
        return PosixFilePermissions.fromString(new String(letters));
    }

    /** Sets the twelve permission bits. */
    static void mode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    }

    /** Lets {@code file}, a name just made where nobody else may enter, end in a hole where it ends too early. */
    static void lengthen(Path file, FileChannel open, long size) throws IOException {
        if (open.size() < size) {
            try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
                access.setLength(size);
            }
        }
    }

    /** Makes a file's bytes durable, or a directory's names. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            channel.force(true);
        }
    }

    /** What writes a file's bytes. */
    interface Writer {
        void to(OutputStream out) throws IOException;
    }

    /** {@code file} holds {@code bytes} or what it held before, whenever the power goes. */
    static void write(Path file, byte[] bytes) throws IOException {
        replace(file, out -> out.write(bytes), true);
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            sync(parent);
        }
    }

    /** {@code file} holds what {@code writer} writes or what it held before, whenever this process dies. */
    static void replace(Path file, Writer writer) throws IOException {
        replace(file, writer, false);
    }

    private static void replace(Path file, Writer writer, boolean force) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(
                fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            writer.to(out);
            out.flush();
            if (force) {
                channel.force(true);
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes {@code directory} and all below it; whatever is gone already is no error. */
    static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
