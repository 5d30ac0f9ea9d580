package org.peerboot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.ImageReader;
import org.peerboot.image.Manifest;
import org.peerboot.image.SampleImages;
import org.peerboot.image.SignedManifest;
import org.peerboot.unix.UnixFiles;

/** A kill is simulated by a copy of what is on the disk at that moment: another daemon then opens the copy. */
class CrashTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_000_000));

    @TempDir
    Path directory;

    private ImageReader source;
    private Manifest manifest;
    private SignedManifest signed;

    @BeforeEach
    void image() {
        Map<String, Integer> sizes = new HashMap<>(Map.of("boot/vmlinuz", 900_000, "empty", 0, "root.img", 1_500_000));
        for (int i = 0; i < 40; i++) {
            sizes.put("etc/f" + i, i * 500);
        }
        source = SampleImages.image(directory, "sample:v1", Access.SYSTEM, 5, sizes);
        manifest = source.manifest();
        signed = SampleImages.signed(source);
    }

    @Test
    void goesOnWithEveryVerifiedPieceAfterAKillAtAnyMoment() throws Exception {
        for (long seed = 1; seed <= 10; seed++) {
            Random random = new Random(seed);
            Path home = directory.resolve("cache" + seed);
            int pieces = manifest.layout().count();
            int before = random.nextInt(pieces);
            BitSet written = new BitSet();
            try (ImageCache cache = open(home)) {
                CachedImage image = cache.reserve(signed, any -> false);
                while (written.cardinality() < before) {
                    int piece = random.nextInt(pieces);
                    image.put(piece, SampleImages.piece(source, piece));
                    written.set(piece);
                }
                // The next piece is half written, and its record half journalled.
                int torn = written.nextClearBit(0);
                ByteBuffer half = SampleImages.piece(source, torn);
                half.limit(half.remaining() / 2);
                Tree tree = new Tree(manifest, image.tree(), new UnixFiles());
                tree.write(manifest.layout().offset(torn), half);
                tree.close();
                Files.write(
                        image.tree().resolveSibling("journal"),
                        new byte[random.nextInt(Journal.RECORD)],
                        StandardOpenOption.APPEND);
                copy(home, home.resolveSibling("killed" + seed));
            }
            try (ImageCache cache = open(home.resolveSibling("killed" + seed))) {
                CachedImage image = cache.find(manifest.digest());
                assertThat(image).as("seed %d", seed).isNotNull();
                assertThat(image.held()).as("seed %d", seed).isEqualTo(written);
                assertThat(image.complete()).isFalse();
                assertThat(cache.reserve(signed, any -> false)).isSameAs(image);
                fill(image);
                image.finish();
                assertRight(image);
            }
        }
    }

    @Test
    void believesNoPieceWhoseBytesAreWrong() throws Exception {
        Path home = directory.resolve("cache");
        try (ImageCache cache = open(home)) {
            CachedImage image = cache.reserve(signed, any -> false);
            for (int piece = 0; piece < 5; piece++) {
                image.put(piece, SampleImages.piece(source, piece));
            }
        }
        flip(home, manifest.layout().offset(1) + 17);
        flip(home, manifest.layout().offset(4) - 1); // the last byte of piece 3
        try (ImageCache cache = open(home)) {
            CachedImage image = cache.find(manifest.digest());
            BitSet right = new BitSet();
            right.set(0);
            right.set(2);
            right.set(4);
            assertThat(image.held()).isEqualTo(right);
            assertThat(image.missingBytes())
                    .isEqualTo(manifest.size()
                            - 2L * manifest.layout().pieceSize()
                            - manifest.layout().length(4));
        }
    }

    @Test
    void ignoresAJournalThatIsTornRepeatedForeignOrGone() throws Exception {
        Path home = directory.resolve("cache");
        Path journal = home.resolve("partial/" + manifest.digest().hex() + "/journal");
        try (ImageCache cache = open(home)) {
            CachedImage image = cache.reserve(signed, any -> false);
            for (int piece = 0; piece < 4; piece++) {
                image.put(piece, SampleImages.piece(source, piece));
            }
        }
        byte[] records = Files.readAllBytes(journal);
        assertThat(records).hasSize(4 * Journal.RECORD);

        Files.write(journal, java.util.Arrays.copyOf(records, 3 * Journal.RECORD + 5));
        assertThat(heldAfterOpening(home)).isEqualTo(3);

        Files.write(journal, records, StandardOpenOption.APPEND);
        assertThat(heldAfterOpening(home)).isEqualTo(4);

        byte[] junk = new byte[10_000];
        new Random(1).nextBytes(junk);
        Files.write(journal, junk);
        assertThat(heldAfterOpening(home)).isZero();

        Files.delete(journal);
        assertThat(heldAfterOpening(home)).isZero();
    }

    @Test
    void finishesAnImageWhosePiecesWereAllWrittenBeforeTheKill() throws Exception {
        Path home = directory.resolve("cache");
        try (ImageCache cache = open(home)) {
            fill(cache.reserve(signed, any -> false));
        }
        // Killed within finish: files are read-only already, the rename had not come.
        Path file = home.resolve("partial/" + manifest.digest().hex() + "/tree/root.img");
        Durable.mode(file, 0444);
        try (ImageCache cache = open(home)) {
            CachedImage image = cache.find(manifest.digest());
            assertThat(image.complete()).isTrue();
            assertRight(image);
        }
    }

    @Test
    void keepsAWholeImageAndDropsTheJournalLeftBesideIt() throws Exception {
        Path home = directory.resolve("cache");
        try (ImageCache cache = open(home)) {
            CachedImage image = cache.reserve(signed, any -> false);
            fill(image);
            image.finish();
            Files.write(image.tree().resolveSibling("journal"), new byte[16]);
        }
        try (ImageCache cache = open(home)) {
            CachedImage image = cache.find(manifest.digest());
            assertThat(image.complete()).isTrue();
            assertThat(image.tree().resolveSibling("journal")).doesNotExist();
            assertThat(cache.reserve(signed, any -> false)).isSameAs(image);
            image.put(0, SampleImages.piece(source, 0));
            assertRight(image);
        }
    }

    @Test
    void discardsAWholeImageWhoseFilesAreNotWhatTheManifestSays() throws Exception {
        Path home = directory.resolve("cache");
        Path tree;
        try (ImageCache cache = open(home)) {
            CachedImage image = cache.reserve(signed, any -> false);
            fill(image);
            image.finish();
            tree = image.tree();
        }
        Files.delete(tree.resolve("root.img"));
        Files.createSymbolicLink(tree.resolve("root.img"), Files.writeString(directory.resolve("other"), "x"));
        try (ImageCache cache = open(home)) {
            assertThat(cache.find(manifest.digest())).isNull();
            assertThat(tree).doesNotExist();
            CachedImage image = cache.reserve(signed, any -> false);
            fill(image);
            image.finish();
            assertRight(image);
        }
        assertThat(directory.resolve("other")).hasContent("x");
    }

    @Test
    void endsARemovalThatWasCutShort() throws Exception {
        Path home = directory.resolve("cache");
        open(home).close();
        Path rest = Files.createDirectories(
                home.resolve("partial/removed-" + manifest.digest().hex() + "/tree/x"));
        open(home).close();
        assertThat(rest.getParent().getParent()).doesNotExist();
    }

    @Test
    void startsAgainWhereTheManifestWasNotWrittenYet() throws Exception {
        Path home = directory.resolve("cache");
        open(home).close();
        Path partial = Files.createDirectory(
                home.resolve("partial/" + manifest.digest().hex()));
        Files.write(partial.resolve("manifest.json.new"), new byte[100]);
        try (ImageCache cache = open(home)) {
            assertThat(cache.find(manifest.digest())).isNull();
            CachedImage image = cache.reserve(signed, any -> false);
            fill(image);
            image.finish();
            assertRight(image);
        }
    }

    private int heldAfterOpening(Path home) throws IOException {
        try (ImageCache cache = open(home)) {
            return cache.find(manifest.digest()).held().cardinality();
        }
    }

    private static ImageCache open(Path home) {
        return ImageCache.open(home, 1 << 30, SampleImages.TRUSTED, CLOCK, new UnixFiles());
    }

    private void fill(CachedImage image) {
        for (int i = 0; i < manifest.layout().count(); i++) {
            image.put(i, SampleImages.piece(source, i));
        }
    }

    private void assertRight(CachedImage image) throws IOException {
        assertThat(image.complete()).isTrue();
        for (var entry : manifest.entries()) {
            if (entry.isFile()) {
                byte[] bytes = Files.readAllBytes(image.file(entry.path()));
                assertThat(org.peerboot.image.Digest.of(bytes).hex())
                        .as(entry.path())
                        .isEqualTo(entry.sha256());
            }
        }
    }

    private void flip(Path home, long position) throws IOException {
        int index = manifest.stretch(position).index();
        Path file = home.resolve("partial/" + manifest.digest().hex() + "/tree")
                .resolve(manifest.entries().get(index).path());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position - manifest.offset(index));
            one.flip().put(0, (byte) (one.get(0) ^ 0x10));
            channel.write(one, position - manifest.offset(index));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            paths.forEach(path -> {
                try {
                    Files.copy(
                            path,
                            to.resolve(from.relativize(path).toString()),
                            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
