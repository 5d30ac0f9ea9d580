package org.peerboot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.Entry;
import org.peerboot.image.ImageReader;
import org.peerboot.image.Manifest;
import org.peerboot.image.RefusedException;
import org.peerboot.image.SampleImages;
import org.peerboot.unix.UnixFiles;

class CachedImageTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_000_000));
    private static final int MIB = 1 << 20;

    @TempDir
    Path directory;

    private ImageCache cache;
    private ImageReader source;
    private Manifest manifest;

    @BeforeEach
    void open() {
        cache = ImageCache.open(directory.resolve("cache"), 1 << 30, SampleImages.TRUSTED, CLOCK, new UnixFiles());
        use(
                Access.SYSTEM,
                Map.of("boot/vmlinuz", 700_001, "boot/initrd.img", MIB, "empty", 0, "root.img", 2 * MIB + 17));
    }

    @AfterEach
    void close() throws Exception {
        cache.close();
    }

    @Test
    void writesPiecesInPlaceAndGivesTheWholeTreeItsName() throws Exception {
        CachedImage image = reserve();
        assertThat(image.held().isEmpty()).isTrue();
        fill(image);
        assertThat(image.full()).isTrue();
        assertThat(image.complete()).isFalse();
        assertThat(directory.resolve("cache/images/" + manifest.digest().hex())).doesNotExist();

        image.finish();

        assertThat(image.complete()).isTrue();
        assertThat(image.tree())
                .isEqualTo(directory.resolve("cache/images/" + manifest.digest().hex() + "/tree"));
        for (Entry entry : manifest.entries()) {
            if (entry.isFile()) {
                assertThat(org.peerboot.image.Digest.of(Files.readAllBytes(image.file(entry.path())))
                                .hex())
                        .isEqualTo(entry.sha256());
            } else {
                assertThat(image.tree().resolve(entry.path())).isDirectory();
            }
        }
        assertThat(directory.resolve("cache/partial")).isEmptyDirectory();
        assertThat(image.tree().resolveSibling("journal")).doesNotExist();
    }

    @Test
    void servesAnyHeldRangeAcrossFileBorders() throws Exception {
        CachedImage image = reserve();
        byte[] whole = bytes(source);
        for (boolean complete : new boolean[] {false, true}) {
            if (complete) {
                image.finish();
            } else {
                fill(image);
            }
            Random random = new Random(7);
            for (int i = 0; i < 200; i++) {
                int from = random.nextInt(whole.length);
                int count = random.nextInt(whole.length - from + 1);
                assertThat(sent(image, from, count)).isEqualTo(java.util.Arrays.copyOfRange(whole, from, from + count));
            }
        }
    }

    @Test
    void sendsNoByteOfAPieceThatIsNotHere() {
        CachedImage image = reserve();
        image.put(0, SampleImages.piece(source, 0));
        image.put(2, SampleImages.piece(source, 2));
        int piece = manifest.layout().pieceSize();
        assertThat(sent(image, 0, piece)).hasSize(piece);
        assertThatThrownBy(() -> sent(image, 0, piece + 1)).hasMessageContaining("are not all here");
        assertThatThrownBy(() -> sent(image, piece - 1, 2)).hasMessageContaining("are not all here");
        assertThatThrownBy(() -> sent(image, manifest.size(), 1)).hasMessageContaining("are not all here");
        assertThat(image.has(2L * piece, piece)).isTrue();
        assertThat(image.has(1)).isFalse();
    }

    @Test
    void transfersNothingToAChannelThatIsFull() throws Exception {
        CachedImage image = reserve();
        fill(image);
        WritableByteChannel full = new WritableByteChannel() {
            @Override
            public int write(ByteBuffer bytes) {
                return 0;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
        assertThat(image.transferTo(5, 1000, full)).isZero();
    }

    @Test
    void takesDifferentPiecesFromManyThreadsAtOnce() throws Exception {
        Map<String, Integer> sizes = new java.util.HashMap<>();
        for (int i = 0; i < 300; i++) {
            sizes.put("d" + i % 7 + "/f" + i, i * 97);
        }
        use(Access.PUBLIC, sizes);
        CachedImage image = reserve();
        List<Integer> pieces = new ArrayList<>();
        for (int i = 0; i < manifest.layout().count(); i++) {
            pieces.add(i);
            pieces.add(i);
        }
        Collections.shuffle(pieces, new Random(3));
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> puts = new ArrayList<>();
            for (int piece : pieces) {
                puts.add(workers.submit(() -> {
                    image.put(piece, SampleImages.piece(source, piece));
                    sent(
                            image,
                            manifest.layout().offset(piece),
                            manifest.layout().length(piece));
                }));
            }
            for (Future<?> put : puts) {
                put.get();
            }
        } finally {
            workers.shutdownNow();
        }
        image.finish();
        assertThat(sent(image, 0, manifest.size())).isEqualTo(bytes(source));
    }

    @Test
    void anInterruptedWriterDoesNotStopTheOthers() throws Exception {
        CachedImage image = reserve();
        ByteBuffer piece = SampleImages.piece(source, 0);
        FutureTask<Throwable> interrupted = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            return catchThrowable(() -> image.put(0, piece));
        });
        new Thread(interrupted).start();
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isInstanceOf(RefusedException.class);
        fill(image);
        image.finish();
        assertThat(sent(image, 0, manifest.size())).isEqualTo(bytes(source));
    }

    @Test
    void makesSystemImagesForTheDaemonAloneAndPublicOnesForUsersToRead() throws Exception {
        CachedImage system = reserve();
        fill(system);
        system.finish();
        assertThat(permissions(system.tree())).isEqualTo("rwx------");
        assertThat(permissions(system.tree().getParent())).isEqualTo("rwx------");

        use(Access.PUBLIC, Map.of("bin/tool", 10, "data", 10));
        CachedImage open = reserve();
        fill(open);
        open.finish();
        assertThat(permissions(open.tree())).isEqualTo("rwxr-xr-x");
        assertThat(permissions(open.tree().getParent())).isEqualTo("rwxr-xr-x");
        assertThat(permissions(open.file("data"))).isEqualTo("r--r--r--");
        assertThat(permissions(open.tree().resolve("bin"))).isEqualTo("rwxr-xr-x");
        assertThat(permissions(directory.resolve("cache"))).isEqualTo("rwx--x--x");
        assertThat(permissions(directory.resolve("cache/images"))).isEqualTo("rwx--x--x");
        assertThat(permissions(directory.resolve("cache/partial"))).isEqualTo("rwx------");
    }

    @Test
    void refusesAFileThatIsNotInTheImageOrNotWholeYet() {
        CachedImage image = reserve();
        assertThatThrownBy(() -> image.file("root.img"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("file \"root.img\" of image sample:v1: is not whole yet");
        assertThatThrownBy(() -> image.file("boot")).hasMessageContaining("is not in the image");
        assertThatThrownBy(() -> image.file("../../manifest.json")).hasMessageContaining("is not in the image");
    }

    @Test
    void refusesToFinishWhileAPieceIsMissing() {
        CachedImage image = reserve();
        assertThatThrownBy(image::finish).hasMessageContaining("lacks " + manifest.size() + " bytes");
        assertThatThrownBy(() -> image.put(0, ByteBuffer.allocate(3))).hasMessageContaining("piece 0 of 3 bytes");
    }

    @Test
    void refusesToFinishATreeThatSomebodyChanged() throws Exception {
        CachedImage image = reserve();
        fill(image);
        Files.write(image.tree().resolve("root.img"), new byte[5]);
        assertThatThrownBy(image::finish)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("image sample:v1: cannot be written")
                .hasMessageContaining("root.img has 5 bytes, not ");
        assertThat(directory.resolve("cache/images")).isEmptyDirectory();
    }

    @Test
    void holdsAnEmptyImage() {
        use(Access.SYSTEM, Map.of("empty", 0));
        CachedImage image = reserve();
        image.finish();
        assertThat(image.file("empty")).isEmptyFile();
    }

    private void use(Access access, Map<String, Integer> sizes) {
        source = SampleImages.image(directory, "sample:v1", access, 1, sizes);
        manifest = source.manifest();
    }

    private CachedImage reserve() {
        return cache.reserve(SampleImages.signed(source), image -> false);
    }

    private void fill(CachedImage image) {
        for (int i = 0; i < manifest.layout().count(); i++) {
            image.put(i, SampleImages.piece(source, i));
        }
    }

    private static byte[] bytes(ImageReader source) throws Exception {
        try (InputStream in = source.open(0)) {
            return in.readAllBytes();
        }
    }

    private static byte[] sent(CachedImage image, long from, long count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (WritableByteChannel to = Channels.newChannel(out)) {
            long done = 0;
            while (done < count) {
                done += image.transferTo(from + done, count - done, to);
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
