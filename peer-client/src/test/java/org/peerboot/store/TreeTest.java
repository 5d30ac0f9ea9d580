package org.peerboot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.Entry;
import org.peerboot.image.ImageName;
import org.peerboot.image.ImageReader;
import org.peerboot.image.ManifestBuilder;
import org.peerboot.image.Publisher;
import org.peerboot.image.SampleImages;
import org.peerboot.unix.UnixFiles;

/** Whole trees: what goes in comes out. */
class TreeTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_000_000));

    @TempDir
    Path directory;

    @Test
    void comesOutAsItWentInThoughTheDaemonDiesOnTheWay() throws Exception {
        for (long seed = 1; seed <= 12; seed++) {
            Path source = directory.resolve("source" + seed);
            RandomTree.make(source, seed, 10 + (int) seed * 12);
            ImageReader image = image(source, "tree:v" + seed + "x");
            Random random = new Random(seed);
            List<Integer> pieces = new ArrayList<>();
            for (int piece = 0; piece < image.manifest().layout().count(); piece++) {
                pieces.add(piece);
            }
            Collections.shuffle(pieces, random);
            Path home = directory.resolve("cache" + seed);
            int half = random.nextInt(pieces.size() + 1);
            try (ImageCache cache = open(home)) {
                CachedImage cached = cache.reserve(SampleImages.signed(image), any -> false);
                pieces.subList(0, half).forEach(piece -> cached.put(piece, SampleImages.piece(image, piece)));
                if (random.nextBoolean()) {
                    makeReadOnly(cached.tree()); // it died within finish()
                }
            }
            try (ImageCache cache = open(home)) {
                CachedImage cached = cache.find(image.manifest().digest());
                assertThat(cached).as("seed %d", seed).isNotNull();
                assertThat(cached.held().cardinality()).as("seed %d", seed).isEqualTo(half);
                pieces.forEach(piece -> cached.put(piece, SampleImages.piece(image, piece)));
                cached.finish();
                assertThat(RandomTree.described(cached.tree(), false))
                        .as("seed %d in the cache", seed)
                        .isEqualTo(RandomTree.described(source, false));
                assertServes(cached, source, random);
                Path copy = directory.resolve("copy" + seed);
                new Materializer(cached.tree(), image.manifest(), new UnixFiles(), false).copyTree(copy);
                assertThat(RandomTree.described(copy, true))
                        .as("seed %d copied", seed)
                        .isEqualTo(RandomTree.described(source, true));
            }
            try (ImageCache cache = open(home)) {
                assertThat(cache.find(image.manifest().digest()).complete()).isTrue();
            }
        }
    }

    private static void makeReadOnly(Path tree) throws Exception {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
            }
        }
    }

    /** Any range of any file, holes and all. */
    private static void assertServes(CachedImage image, Path source, Random random) throws Exception {
        for (int i = 0; i < image.manifest().entries().size(); i++) {
            Entry entry = image.manifest().entries().get(i);
            if (!entry.isFile()) {
                continue;
            }
            byte[] bytes = Files.readAllBytes(source.resolve(entry.path()));
            int from = random.nextInt(bytes.length + 1);
            int count = random.nextInt(bytes.length - from + 1);
            assertThat(image.hasFile(i, from, count)).isTrue();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            WritableByteChannel to = Channels.newChannel(out);
            for (int done = 0; done < count; ) {
                done += (int) image.transferFile(i, from + done, count - done, to);
            }
            assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, from, from + count));
        }
    }

    @Test
    void servesNoByteOfASparseFileThatIsNotHere() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        try (var file = new java.io.RandomAccessFile(source.resolve("sparse").toFile(), "rw")) {
            byte[] bytes = new byte[300_000];
            new Random(1).nextBytes(bytes);
            file.write(bytes);
            file.seek(2_000_000);
            file.write(bytes);
            file.setLength(3_000_000);
        }
        ImageReader image = image(source, "sparse:v1");
        assertThat(image.manifest().size()).isBetween(600_000L, 700_000L);
        try (ImageCache cache = open(directory.resolve("cache"))) {
            CachedImage cached = cache.reserve(SampleImages.signed(image), any -> false);
            cached.put(0, SampleImages.piece(image, 0));
            assertThat(cached.hasFile(0, 0, 262_144)).isTrue();
            assertThat(cached.hasFile(0, 0, 262_145)).isFalse();
            assertThat(cached.hasFile(0, 500_000, 1_000_000)).as("a hole").isTrue();
            assertThat(cached.hasFile(0, 500_000, 1_600_000)).isFalse();
            assertThatThrownBy(() ->
                            cached.transferFile(0, 2_000_000, 5, Channels.newChannel(new ByteArrayOutputStream())))
                    .hasMessageContaining("are not all here");
            assertThatThrownBy(() ->
                            cached.transferFile(0, 2_999_999, 2, Channels.newChannel(new ByteArrayOutputStream())))
                    .hasMessageContaining("are not all here");
        }
    }

    @Test
    void refusesATreeInWhichALinkWasTurned() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        Files.write(source.resolve("a"), new byte[10]);
        Files.createLink(source.resolve("b"), source.resolve("a"));
        Files.createSymbolicLink(source.resolve("c"), Path.of("a"));
        ImageReader image = image(source, "links:v1");
        for (String turned : new String[] {"b", "c"}) {
            Path home = directory.resolve("cache-" + turned);
            Path tree;
            try (ImageCache cache = open(home)) {
                CachedImage cached = cache.reserve(SampleImages.signed(image), any -> false);
                cached.put(0, SampleImages.piece(image, 0));
                cached.finish();
                tree = cached.tree();
                assertThat(cached.damage(List.of("a", "b"))).isNull();
                Files.delete(tree.resolve(turned));
                if (turned.equals("b")) {
                    Files.write(tree.resolve("b"), new byte[10]);
                } else {
                    Files.createSymbolicLink(tree.resolve("c"), Path.of("/etc/passwd"));
                }
                assertThat(cached.damage(List.of())).contains("/" + turned + " is no ");
            }
            try (ImageCache cache = open(home)) {
                assertThat(cache.images()).as("it is fetched again").isEmpty();
            }
        }
    }

    @Test
    void writesThroughNoLinkThatStandsWhereAFileShallBe() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        Files.write(source.resolve("big"), new byte[700_000]);
        Files.write(source.resolve("small"), new byte[10]);
        Path victim = Files.writeString(directory.resolve("victim"), "as it was");
        ImageReader image = image(source, "victim:v1");
        try (ImageCache cache = open(directory.resolve("cache"))) {
            CachedImage cached = cache.reserve(SampleImages.signed(image), any -> false);
            Files.createSymbolicLink(cached.tree().resolve("big"), victim);
            Files.createSymbolicLink(cached.tree().resolve("small"), victim);
            for (int piece = 0; piece < 3; piece++) {
                ByteBuffer bytes = SampleImages.piece(image, piece);
                int one = piece;
                assertThatThrownBy(() -> cached.put(one, bytes)).hasMessageContaining("cannot be written");
            }
            assertThat(victim).hasContent("as it was");
        }
    }

    private static ImageReader image(Path source, String name) {
        return new ManifestBuilder(ImageName.parse(name), Access.PUBLIC, new Publisher(0, "root"))
                .extras(new UnixFiles())
                .add(source, "")
                .read(bytes -> {});
    }

    private static ImageCache open(Path home) {
        return ImageCache.open(home, 1 << 30, SampleImages.TRUSTED, CLOCK, new UnixFiles());
    }
}
