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
    void refusesDevicesFifosAndSocketsWithTheRemedy() throws Exception {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(tree.resolve("socket")));
            assertThatThrownBy(() -> builder("sample:v1").add(tree, ""))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageStartingWith("file " + tree.toRealPath() + "/socket: is a socket, which no image holds");
        }
        assertThatThrownBy(() -> builder("sample:v1").add(Path.of("/dev/null"), "null"))
                .hasMessage("file /dev/null: is a character device, which no image holds; remove it (a node that boots"
                        + " makes its own), or pack the tree into one file, such as a squashfs");
    }

    @Test
    void readsOfATreeWhatAFileNamedAloneDoesNotBring() throws Exception {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Path file = Files.write(tree.resolve("b"), new byte[10]);
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_234_567_890_123L));
        Files.createSymbolicLink(tree.resolve("a"), Path.of("../../etc/passwd"));
        Files.createLink(tree.resolve("c"), file);
        assertThat(builder("sample:v1")
                        .add(file, "alone")
                        .read(bytes -> {})
                        .manifest()
                        .canonical())
                .asString(java.nio.charset.StandardCharsets.UTF_8)
                .contains("\"format\":1,")
                .doesNotContain("mtime");
        ImageReader image = builder("sample:v1").add(tree, "").read(bytes -> {});
        List<Entry> entries = image.manifest().entries();
        assertThat(entries).extracting(Entry::path).containsExactly("a", "b", "c");
        assertThat(entries)
                .extracting(Entry::kind)
                .containsExactly(Entry.Kind.SYMLINK, Entry.Kind.FILE, Entry.Kind.LINK);
        assertThat(entries).extracting(Entry::target).containsExactly("../../etc/passwd", null, "b");
        assertThat(entries.get(1).mtime()).isEqualTo(1_234_567_890L);
        assertThat(image.manifest().size()).isEqualTo(10);
        assertThat(image.manifest().indexOfFile("c")).isEqualTo(1);
        assertThat(image.manifest().indexOfFile("a")).isNegative();
    }

    @Test
    void leavesHolesOutOfTheByteString() throws Exception {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        byte[] bytes = new byte[1 << 20];
        new Random(4).nextBytes(bytes);
        Files.write(tree.resolve("sparse"), bytes);
        FileExtras extras = new FileExtras() {
            @Override
            public List<Entry.Extent> data(Path file, long size) {
                return List.of(
                        new Entry.Extent(5000, 3000), new Entry.Extent(8100, 10), new Entry.Extent(1_000_000, 1));
            }

            @Override
            public java.util.SortedMap<String, byte[]> xattrs(Path path) {
                return new TreeMap<>(Map.of("user.a", new byte[] {1}, "security.capability", new byte[] {2}));
            }
        };
        ImageReader image = builder("sample:v1").extras(extras).add(tree, "").read(read -> {});
        Manifest manifest = image.manifest();
        Entry entry = manifest.entries().get(0);
        assertThat(entry.data()).as("in whole blocks").containsExactly(4096L, 4096L, 999_424L, 4096L);
        assertThat(entry.size()).isEqualTo(1 << 20);
        assertThat(manifest.size()).isEqualTo(8192);
        assertThat(entry.xattrs()).containsOnlyKeys("security.capability", "user.a");
        assertThat(manifest.stretch(4095)).isEqualTo(new Manifest.Stretch(0, 8191, 1));
        assertThat(manifest.stretch(4096)).isEqualTo(new Manifest.Stretch(0, 999_424, 4096));
        assertThat(manifest.offset(0, 0)).isZero();
        assertThat(manifest.offset(0, 4097)).isEqualTo(1);
        assertThat(manifest.offset(0, 500_000)).isEqualTo(4096);
        assertThat(manifest.offset(0, 1 << 20)).isEqualTo(8192);
        byte[] read;
        try (InputStream in = image.open(0)) {
            read = in.readAllBytes();
        }
        assertThat(Arrays.copyOf(read, 4096)).isEqualTo(Arrays.copyOfRange(bytes, 4096, 8192));
        assertThat(Arrays.copyOfRange(read, 4096, 8192)).isEqualTo(Arrays.copyOfRange(bytes, 999_424, 1_003_520));
        assertThat(Manifest.parse(manifest.canonical())).isEqualTo(manifest);

        ManifestBuilder user =
                new ManifestBuilder(ImageName.parse("~alice/sample:v1"), Access.USER, new Publisher(1000, "alice"));
        Entry hers = user.extras(extras)
                .add(tree, "")
                .read(done -> {})
                .manifest()
                .entries()
                .get(0);
        assertThat(hers.xattrs()).containsOnlyKeys("user.a");
        assertThat(hers.uid()).isNull();
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
