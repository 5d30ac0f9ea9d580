package org.peerboot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestBuilderTest {
    @TempDir
    Path directory;

    @Test
    void putsKernelAndInitrdsUnderBoot() throws Exception {
        Path kernel = write("vmlinuz-6.1", 300_000);
        Files.createSymbolicLink(directory.resolve("vmlinuz"), kernel);
        Path initrd = write("initrd.img", 100);
        Path extra = write("extra.img", 10);
        Path root = write("root.squashfs", 70_000);
        Manifest manifest = builder("rocky9:6.8")
                .kernel(directory.resolve("vmlinuz"))
                .initrd(initrd)
                .initrd(extra)
                .append("quiet root=/dev/ram0")
                .add(root, "root.squashfs")
                .read(bytes -> {})
                .manifest();
        assertThat(manifest.boot())
                .isEqualTo(new BootParameters(
                        "boot/vmlinuz", List.of("boot/initrd.img", "boot/extra.img"), "quiet root=/dev/ram0"));
        assertThat(manifest.entries())
                .extracting(Entry::path)
                .containsExactly("boot", "boot/extra.img", "boot/initrd.img", "boot/vmlinuz", "root.squashfs");
        assertThat(manifest.size()).isEqualTo(370_110);
        assertThat(manifest.publisher()).isEqualTo(SampleImages.ROOT);
    }

    @Test
    void hashesPiecesFilesAndTheWholeOfManySmallFiles() throws Exception {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            Map<String, Integer> sizes = new TreeMap<>();
            int files = 1 + random.nextInt(60);
            for (int i = 0; i < files; i++) {
                int size = random.nextInt(5) == 0 ? random.nextInt(400_000) : random.nextInt(3000);
                sizes.put("d" + random.nextInt(5) + "/f" + i, random.nextInt(8) == 0 ? 0 : size);
            }
            ImageReader image = SampleImages.image(directory, "sample:v1", Access.SYSTEM, seed, sizes);
            Manifest manifest = image.manifest();
            byte[] whole;
            try (InputStream in = image.open(0)) {
                whole = in.readAllBytes();
            }
            assertThat(whole.length).as("seed %d", seed).isEqualTo((int) manifest.size());
            assertThat(Digest.of(whole)).as("seed %d", seed).isEqualTo(manifest.content());
            for (int i = 0; i < manifest.layout().count(); i++) {
                int from = (int) manifest.layout().offset(i);
                ByteBuffer piece =
                        ByteBuffer.wrap(whole, from, manifest.layout().length(i));
                assertThat(manifest.isPiece(i, piece))
                        .as("seed %d piece %d", seed, i)
                        .isTrue();
            }
            for (int i = 0; i < manifest.entries().size(); i++) {
                Entry entry = manifest.entries().get(i);
                if (entry.isFile()) {
                    int from = (int) manifest.offset(i);
                    byte[] file = Arrays.copyOfRange(whole, from, from + (int) entry.size());
                    assertThat(Digest.of(file).hex())
                            .as("seed %d %s", seed, entry.path())
                            .isEqualTo(entry.sha256());
                }
            }
            int from = random.nextInt(whole.length + 1);
            try (InputStream in = image.open(from)) {
                assertThat(in.readAllBytes())
                        .as("seed %d from %d", seed, from)
                        .isEqualTo(Arrays.copyOfRange(whole, from, whole.length));
            }
        }
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        List<Long> told = new ArrayList<>();
        builder("sample:v1").add(write("data", 1_000_000), "data").read(told::add);
        assertThat(told).isSorted().hasSizeGreaterThan(2).endsWith(1_000_000L);
    }

    @Test
    void keepsModesOfSystemImagesAndClearsTheSpecialBitsOfUsers() throws Exception {
        Path file = write("tool", 1);
        Files.setAttribute(file, "unix:mode", 04755);
        assertThat(entry(builder("sample:v1"), file).mode()).isEqualTo(04755);
        ManifestBuilder user =
                new ManifestBuilder(ImageName.parse("~alice/sample:v1"), Access.USER, new Publisher(1000, "alice"));
        assertThat(entry(user, file).mode()).isEqualTo(0755);
    }

    @Test
    void takesADirectoryWithItsEmptyOnes() throws Exception {
        Path tree = Files.createDirectories(directory.resolve("tree/a/empty"))
                .getParent()
                .getParent();
        Files.setPosixFilePermissions(tree.resolve("a"), PosixFilePermissions.fromString("rwxr-x---"));
        Manifest manifest =
                builder("sample:v1").add(tree, "usr/share").read(bytes -> {}).manifest();
        assertThat(manifest.entries())
                .extracting(Entry::path)
                .containsExactly("usr", "usr/share", "usr/share/a", "usr/share/a/empty");
        assertThat(manifest.entries().get(2).mode()).isEqualTo(0750);
        assertThat(manifest.layout().count()).isZero();
    }

    @Test
    void refusesLinksSocketsAndDevicesBelowWhatWasNamed() throws Exception {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Path link = Files.createSymbolicLink(tree.resolve("link"), Path.of("/etc/passwd"));
        assertThatThrownBy(() -> builder("sample:v1").add(tree, ""))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("link: is a symbolic link; leave it out, or pack the tree into one file");
        Files.delete(link);
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(tree.resolve("socket")));
            assertThatThrownBy(() -> builder("sample:v1").add(tree, ""))
                    .hasMessageContaining("socket: is neither a regular file nor a directory");
        }
        assertThatThrownBy(() -> builder("sample:v1").add(Path.of("/dev/null"), "null"))
                .hasMessage("file /dev/null: is neither a regular file nor a directory; "
                        + "leave it out, or pack the tree into one file, such as a squashfs");
    }

    @Test
    void refusesAFileThatIsNotThereOrStandsThereTwice() throws Exception {
        Path file = write("a", 3);
        assertThatThrownBy(() -> builder("sample:v1").add(directory.resolve("nothing"), "x"))
                .hasMessageContaining("nothing: cannot be read");
        assertThatThrownBy(() -> builder("sample:v1").add(file, "x").add(file, "x"))
                .hasMessageStartingWith("path \"x\" in image sample:v1: is asked for twice, by " + file);
        assertThatThrownBy(() ->
                        builder("sample:v1").add(file, "x").add(file, "x/y").read(bytes -> {}))
                .hasMessageContaining("entry \"x/y\": lies in \"x\", which is a file");
        assertThatThrownBy(() -> builder("sample:v1").add(file, "../x"))
                .hasMessageStartingWith("path \"../x\" in image sample:v1: climbs out of the image");
        assertThatThrownBy(() -> builder("sample:v1").initrd(file).read(bytes -> {}))
                .hasMessageContaining("has an initrd or a command line but no kernel");
    }

    @Test
    void refusesAFileThatChangesItsSizeWhileItIsRead() throws Exception {
        Path file = write("log", 600_000);
        ManifestBuilder growing = builder("sample:v1").add(file, "log");
        assertThatThrownBy(() -> growing.read(bytes -> append(file)))
                .isInstanceOf(RefusedException.class)
                .hasMessage("file " + file + ": changed while it was read: it had 600000 bytes and grew; "
                        + "stop what writes to it, then publish again");
        Path shrinking = write("log", 600_000);
        ManifestBuilder shorter = builder("sample:v1").add(shrinking, "log");
        write("log", 100);
        assertThatThrownBy(() -> shorter.read(bytes -> {}))
                .hasMessageContaining("it had 600000 bytes and ended at 100");
    }

    @Test
    void refusesToGiveBytesOfAFileThatChangedAfterwards() throws Exception {
        Path file = write("data", 1000);
        ImageReader image = builder("sample:v1").add(file, "data").read(bytes -> {});
        write("data", 999);
        try (InputStream in = image.open(0)) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("it had 1000 bytes and now has 999");
        }
    }

    private static Entry entry(ManifestBuilder builder, Path file) {
        return builder.add(file, "tool").read(bytes -> {}).manifest().entries().get(0);
    }

    private static ManifestBuilder builder(String name) {
        return new ManifestBuilder(ImageName.parse(name), Access.SYSTEM, SampleImages.ROOT);
    }

    private Path write(String name, int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(name.hashCode()).nextBytes(bytes);
        return Files.write(directory.resolve(name), bytes).toRealPath();
    }

    private static void append(Path file) {
        try {
            Files.write(file, new byte[1], java.nio.file.StandardOpenOption.APPEND);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
