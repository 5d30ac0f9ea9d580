package org.peerboot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.ImageReader;
import org.peerboot.image.RefusedException;
import org.peerboot.image.SampleImages;
import org.peerboot.unix.UnixFiles;

/** A disk that is really full: a tmpfs of 4 MiB, which takes root to mount. */
@Tag("cluster")
class FullDiskTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path directory;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk.toString());
    }

    @Test
    void refusesAnImageForWhichTheDiskHasNoRoom() throws Exception {
        try (ImageCache cache = open()) {
            ImageReader large = image("large:v1", 5 * MIB);
            assertThatThrownBy(() -> cache.reserve(SampleImages.signed(large), any -> false))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageStartingWith("image large:v1: needs 5242880 bytes in " + disk.resolve("cache")
                            + ", where the disk leaves ")
                    .hasMessageEndingWith("remove images that nobody needs, or give the cache a larger disk");
        }
    }

    @Test
    void saysWhatIsNeededWhenTheDiskFillsUpMeanwhileAndGoesOnWhenThereIsRoomAgain() throws Exception {
        ImageReader source = image("sample:v1", 3 * MIB);
        try (ImageCache cache = open()) {
            CachedImage image = cache.reserve(SampleImages.signed(source), any -> false);
            image.put(0, SampleImages.piece(source, 0));
            Path intruder = Files.write(disk.resolve("intruder"), new byte[3 * MIB]);
            assertThatThrownBy(() -> {
                        for (int i = 1; i < image.layout().count(); i++) {
                            image.put(i, SampleImages.piece(source, i));
                        }
                    })
                    .isInstanceOf(RefusedException.class)
                    .hasMessageMatching("image sample:v1: needs [0-9]+ more bytes in " + image.tree()
                            + ", where [0-9]+ are free \\(No space left on device\\); "
                            + "free space there, or give the cache another disk");
            assertThat(image.full()).isFalse();
            assertThat(disk.resolve("cache/images")).isEmptyDirectory();

            Files.delete(intruder);
            for (int i = 0; i < image.layout().count(); i++) {
                image.put(i, SampleImages.piece(source, i));
            }
            image.finish();
            assertThat(Files.size(image.file("root"))).isEqualTo(3 * MIB);
        }
    }

    @Test
    void leavesNoCopyWhereTheDestinationIsFull() throws Exception {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.write(tree.resolve("root"), new byte[5 * MIB]);
        ImageReader source = new org.peerboot.image.ManifestBuilder(
                        org.peerboot.image.ImageName.parse("large:v1"), Access.PUBLIC, SampleImages.ROOT)
                .add(tree, "")
                .read(bytes -> {});
        assertThatThrownBy(() ->
                        new Materializer(tree, source.manifest(), new UnixFiles(), false).copyTree(disk.resolve("set")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("image large:v1: needs 5242880 more bytes in " + disk)
                .hasMessageContaining("No space left on device");
        assertThat(disk).isEmptyDirectory();
    }

    private ImageCache open() {
        return ImageCache.open(
                disk.resolve("cache"), Long.MAX_VALUE, SampleImages.TRUSTED, () -> Instant.EPOCH, new UnixFiles());
    }

    private ImageReader image(String name, int size) {
        return SampleImages.image(directory, name, Access.SYSTEM, 1, Map.of("root", size));
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
