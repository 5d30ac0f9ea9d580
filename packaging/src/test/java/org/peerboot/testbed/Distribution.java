package org.peerboot.testbed;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The command made of the classes under test, where the peers' user may read it: neither a checkout nor Maven's jars
 * need be. One for all Javas that test at a time: who comes first makes it, who goes last removes it.
 */
final class Distribution {
    private static Path program;

    private Distribution() {}

    static synchronized Path program() throws IOException {
        if (program == null) {
            Path target = Files.createDirectories(Checkout.path("packaging/target"));
            Path link = target.resolve("distribution");
            FileChannel users = open(target.resolve("distribution.users"));
            // Nobody uses what a Java left that was killed: it may be of other classes.
            removeUnlessUsed(link, users);
            FileLock use = users.lock(0, Long.MAX_VALUE, true);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(link, users, use), "leave-distribution"));
            try (FileChannel makers = open(target.resolve("distribution.makers"));
                    FileLock maker = makers.lock()) {
                if (!Files.exists(link)) {
                    Files.createSymbolicLink(link, make());
                }
            }
            program = link.toRealPath().resolve("bin/peerboot");
        }
        return program;
    }

    /** The command as one that says it is of that release, in a directory {@code top} of its own. */
    static Path asRelease(String release, Path top) throws IOException {
        Path original = program().getParent().getParent();
        Command.run(60, List.of("cp", "-a", original.toString(), top.toString()))
                .good();
        try (Stream<Path> jars = Files.list(top.resolve("lib"))) {
            for (Path jar : jars.filter(Distribution::isOurs).toList()) {
                try (FileSystem inside = FileSystems.newFileSystem(jar)) {
                    Files.createDirectories(inside.getPath("META-INF"));
                    Files.writeString(
                            inside.getPath("META-INF/MANIFEST.MF"),
                            "Manifest-Version: 1.0\nImplementation-Version: " + release + "\n");
                }
            }
        }
        return top.resolve("bin/peerboot");
    }

    private static boolean isOurs(Path jar) {
        return jar.getFileName().toString().matches("(classes\\d+|peer-client-.*|tracker-core-.*)\\.jar");
    }

    private static FileChannel open(Path lock) throws IOException {
        return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static void leave(Path link, FileChannel users, FileLock use) {
        try (users) {
            use.release();
            removeUnlessUsed(link, users);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeUnlessUsed(Path link, FileChannel users) throws IOException {
        try (FileLock alone = users.tryLock()) {
            if (alone != null && Files.isSymbolicLink(link)) {
                if (Files.exists(link)) {
                    Trees.delete(link.toRealPath());
                }
                Files.delete(link);
            }
        }
    }

    private static Path make() throws IOException {
        Path top = Files.createTempDirectory("peerboot-dist");
        Files.setPosixFilePermissions(top, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path lib = Files.createDirectories(top.resolve("lib"));
        Path bin = Files.createDirectories(top.resolve("bin"));
        // Surefire's own class path is one jar that names the others.
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        int number = 0;
        for (String one : all.split(":")) {
            Path from = Path.of(one);
            if (Files.isDirectory(from) && !from.endsWith("test-classes")) {
                zip(from, lib.resolve("classes" + number++ + ".jar"));
            } else if (Files.isRegularFile(from)) {
                Files.copy(from, lib.resolve(from.getFileName()));
            }
        }
        Files.copy(Checkout.path("packaging/bin/peerboot"), bin.resolve("peerboot"));
        Files.setPosixFilePermissions(bin.resolve("peerboot"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Command.run(
                        300,
                        List.of(
                                "bash",
                                "-euc",
                                ". \"$0\" && pb_java && \"${0%/*}/archive\" \"$1\"",
                                Checkout.path("packaging/setup").toString(),
                                top.toString()))
                .good();
        return top;
    }

    private static void zip(Path tree, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(tree.relativize(file).toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }
}
