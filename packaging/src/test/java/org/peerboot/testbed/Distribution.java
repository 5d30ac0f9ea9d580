package org.peerboot.testbed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The command made of the classes under test, where the peers' user may read it: neither a checkout nor Maven's jars
 * need be. One for all tests of this Java, removed when that ends.
 */
final class Distribution {
    private static Path program;

    private Distribution() {}

    static synchronized Path program() throws IOException {
        if (program == null) {
            Path top = Files.createTempDirectory("peerboot-dist");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Trees.delete(top), "remove-distribution"));
            Files.setPosixFilePermissions(top, PosixFilePermissions.fromString("rwxr-xr-x"));
            fill(top);
            program = top.resolve("bin/peerboot");
        }
        return program;
    }

    private static void fill(Path top) throws IOException {
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
