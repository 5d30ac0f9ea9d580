package org.peerboot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.ImageName;
import org.peerboot.image.ImageReader;
import org.peerboot.image.RefusedException;
import org.peerboot.image.SampleImages;
import org.peerboot.image.SignedManifest;
import org.peerboot.image.SigningKey;
import org.peerboot.image.TrustedKeys;
import org.peerboot.unix.UnixFiles;

class ImageCacheTest {
    private static final int SIZE = 300_000;
    private static final Predicate<CachedImage> NONE = image -> false;
    private static final Predicate<CachedImage> ANY = image -> true;

    @TempDir
    Path directory;

    private Instant now = Instant.ofEpochSecond(1_000_000);

    @Test
    void findsImagesByDigestAndByName() throws Exception {
        try (ImageCache cache = open(10 * SIZE)) {
            CachedImage a = whole(cache, "a:v1", 1);
            CachedImage b = cache.reserve(signed("b:v1", 2), NONE);
            assertThat(cache.images()).containsExactlyInAnyOrder(a, b);
            assertThat(cache.find(a.digest())).isSameAs(a);
            assertThat(cache.find(ImageName.parse("b:v1"))).isSameAs(b);
            assertThat(cache.find(ImageName.parse("c:v1"))).isNull();
            CachedImage again = whole(cache, "b:v1", 3);
            assertThat(cache.find(ImageName.parse("b:v1")))
                    .as("the whole before the partial")
                    .isSameAs(again);
            assertThat(cache.reserved()).isEqualTo(3L * SIZE);
        }
    }

    @Test
    void refusesAnImageBeyondTheQuota() throws Exception {
        try (ImageCache cache = open(SIZE + 5)) {
            whole(cache, "a:v1", 1);
            assertThatThrownBy(() -> cache.reserve(signed("b:v1", 2), NONE))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("image b:v1: needs 300000 bytes in " + root() + ", where the cache's quota leaves 5; "
                            + "remove images that nobody needs, or give the cache a larger quota");
            assertThat(root().resolve("partial")).isEmptyDirectory();
        }
    }

    @Test
    void refusesAnImageBeyondTheDisk() throws Exception {
        try (ImageCache cache = open(Long.MAX_VALUE)) {
            CachedImage a = whole(cache, "a:v1", 1);
            Room room = new Room(Long.MAX_VALUE / 2, SIZE - 1);
            assertThat(room.goers(manifest("b:v1"), root(), List.of(a))).containsExactly(a);
            assertThatThrownBy(() -> room.goers(manifest("b:v1"), root(), List.of()))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("image b:v1: needs 300000 bytes in " + root() + ", where the disk leaves 299999; "
                            + "remove images that nobody needs, or give the cache a larger disk");
        }
    }

    @Test
    void whatIsPinnedStaysAlsoAfterARestart() throws Exception {
        try (ImageCache cache = open(2 * SIZE)) {
            cache.pin(whole(cache, "a:v1", 1).digest(), true);
            whole(cache, "b:v1", 2);
        }
        try (ImageCache cache = open(2 * SIZE)) {
            cache.reserve(signed("c:v1", 3), image -> true);
            assertThat(cache.images())
                    .extracting(image -> image.manifest().name().toString())
                    .containsExactlyInAnyOrder("a:v1", "c:v1");
        }
    }

    @Test
    void evictsTheLeastRecentlyUsedThatMayGo() throws Exception {
        try (ImageCache cache = open(3 * SIZE)) {
            CachedImage a = whole(cache, "a:v1", 1);
            CachedImage b = whole(cache, "b:v1", 2);
            CachedImage c = whole(cache, "c:v1", 3);
            cache.reserve(a.signed(), NONE);
            Set<CachedImage> pinned = Set.of(b);
            CachedImage d = cache.reserve(signed("d:v1", 4), image -> !pinned.contains(image));
            assertThat(cache.images()).containsExactlyInAnyOrder(a, b, d);
            assertThat(root().resolve("images/" + c.digest().hex())).doesNotExist();
        }
    }

    @Test
    void evictsNothingWhenThatWouldNotBeEnough() throws Exception {
        try (ImageCache cache = open(3 * SIZE)) {
            CachedImage a = whole(cache, "a:v1", 1);
            CachedImage partial = cache.reserve(signed("b:v1", 2), NONE);
            SignedManifest large = SampleImages.signed(
                    SampleImages.image(directory, "big:v1", Access.SYSTEM, 9, Map.of("root", 2 * SIZE + 1)));
            assertThatThrownBy(() -> cache.reserve(large, ANY))
                    .hasMessageContaining("image big:v1: needs 600001 bytes")
                    .hasMessageContaining("quota leaves 600000");
            assertThat(cache.images()).containsExactlyInAnyOrder(a, partial);
        }
    }

    @Test
    void remembersTheLastUseBeyondARestart() throws Exception {
        try (ImageCache cache = open(2 * SIZE)) {
            CachedImage a = whole(cache, "a:v1", 1);
            whole(cache, "b:v1", 2);
            cache.reserve(a.signed(), NONE);
        }
        try (ImageCache cache = open(2 * SIZE)) {
            cache.reserve(signed("c:v1", 3), ANY);
            assertThat(cache.find(ImageName.parse("a:v1"))).isNotNull();
            assertThat(cache.find(ImageName.parse("b:v1"))).isNull();
        }
    }

    @Test
    void removesAnImageInPartOrWhole() throws Exception {
        try (ImageCache cache = open(10 * SIZE)) {
            CachedImage a = whole(cache, "a:v1", 1);
            CachedImage b = cache.reserve(signed("b:v1", 2), NONE);
            assertThat(cache.remove(a.digest())).isTrue();
            assertThat(cache.remove(b.digest())).isTrue();
            assertThat(cache.remove(b.digest())).isFalse();
            assertThat(cache.images()).isEmpty();
            assertThat(cache.reserved()).isZero();
            assertThat(root().resolve("images")).isEmptyDirectory();
            assertThat(root().resolve("partial")).isEmptyDirectory();
        }
    }

    @Test
    void refusesAManifestThatNobodyTrustedSigned() throws Exception {
        try (ImageCache cache = open(10 * SIZE)) {
            SignedManifest foreign = SigningKey.generate().sign(manifest("a:v1"));
            assertThatThrownBy(() -> cache.reserve(foreign, NONE)).hasMessageContaining("is signed by the unknown key");
            assertThat(root().resolve("partial")).isEmptyDirectory();
        }
    }

    @Test
    void showsNoImageWhoseSignerIsNoLongerTrustedAndLeavesItThere() throws Exception {
        CachedImage a;
        try (ImageCache cache = open(10 * SIZE)) {
            a = whole(cache, "a:v1", 1);
        }
        TrustedKeys others = TrustedKeys.of(List.of(SigningKey.generate().publicKey()));
        try (ImageCache cache = ImageCache.open(root(), 10 * SIZE, others, () -> now, new UnixFiles())) {
            assertThat(cache.images()).isEmpty();
        }
        assertThat(a.tree()).isDirectory();
        try (ImageCache cache = open(10 * SIZE)) {
            assertThat(cache.images()).hasSize(1);
        }
    }

    @Test
    void believesNoDirectoryForItsName() throws Exception {
        CachedImage a;
        try (ImageCache cache = open(10 * SIZE)) {
            a = whole(cache, "a:v1", 1);
        }
        Path other = root().resolve("images/" + "0".repeat(64));
        Files.move(a.tree().getParent(), other);
        try (ImageCache cache = open(10 * SIZE)) {
            assertThat(cache.images()).isEmpty();
        }
        assertThat(other).isDirectory();
    }

    @Test
    void leavesAloneWhatIsNotItsOwn() throws Exception {
        open(SIZE).close();
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        List<Path> strangers = List.of(
                Files.writeString(root().resolve("lost+found"), "x"),
                Files.createDirectories(root().resolve("images/holiday")),
                Files.writeString(root().resolve("partial/" + "0".repeat(64)), "a file"),
                Files.createSymbolicLink(root().resolve("images/" + "1".repeat(64)), elsewhere));
        try (ImageCache cache = open(SIZE)) {
            assertThat(cache.images()).isEmpty();
        }
        assertThat(strangers).allSatisfy(path -> assertThat(Files.exists(path)).isTrue());
        assertThat(elsewhere).isDirectory();
    }

    @Test
    void refusesACacheThatAnotherDaemonHasOrOthersMayWrite() throws Exception {
        try (ImageCache cache = open(SIZE)) {
            assertThatThrownBy(() -> open(SIZE))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage(
                            "cache " + root() + ": is in use by another peer; stop that one, or name another cache");
        }
        open(SIZE).close();
        Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString("rwxrwxr-x"));
        assertThatThrownBy(() -> open(SIZE))
                .hasMessage("cache " + root() + ": may be written by others than its owner; run chmod go-w " + root());
        Path link = Files.createSymbolicLink(directory.resolve("link"), root());
        assertThatThrownBy(() -> ImageCache.open(link, SIZE, SampleImages.TRUSTED, () -> now, new UnixFiles()))
                .hasMessageContaining("cache " + link + ": cannot be made");
    }

    @Test
    void keepsFewFilesOpenForAnImageOfMany() throws Exception {
        Map<String, Integer> sizes = new java.util.HashMap<>();
        for (int i = 0; i < 500; i++) {
            sizes.put("f" + i, 1000);
        }
        ImageReader source = SampleImages.image(directory, "many:v1", Access.SYSTEM, 1, sizes);
        try (Tree tree = new Tree(source.manifest(), Files.createDirectory(directory.resolve("t")), new UnixFiles())) {
            tree.prepare();
            for (int i = 0; i < source.manifest().layout().count(); i++) {
                tree.write(source.manifest().layout().offset(i), SampleImages.piece(source, i));
                assertThat(tree.openFiles()).isLessThanOrEqualTo(OpenFiles.MAX);
            }
            tree.requireWhole();
        }
    }

    private Path root() {
        return directory.resolve("cache");
    }

    private ImageCache open(long quota) {
        return ImageCache.open(root(), quota, SampleImages.TRUSTED, () -> now = now.plusSeconds(1), new UnixFiles());
    }

    private SignedManifest signed(String name, long seed) {
        return SampleImages.signed(SampleImages.image(directory, name, Access.SYSTEM, seed, Map.of("root", SIZE)));
    }

    private org.peerboot.image.Manifest manifest(String name) {
        return SampleImages.image(directory, name, Access.SYSTEM, 1, Map.of("root", SIZE))
                .manifest();
    }

    private CachedImage whole(ImageCache cache, String name, long seed) {
        ImageReader source = SampleImages.image(directory, name, Access.SYSTEM, seed, Map.of("root", SIZE));
        CachedImage image = cache.reserve(SampleImages.signed(source), NONE);
        for (int i = 0; i < image.layout().count(); i++) {
            image.put(i, SampleImages.piece(source, i));
        }
        image.finish();
        cache.reserve(image.signed(), NONE);
        return image;
    }
}
