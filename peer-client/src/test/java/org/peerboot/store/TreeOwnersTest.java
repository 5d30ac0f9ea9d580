package org.peerboot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.ImageName;
import org.peerboot.image.ImageReader;
import org.peerboot.image.ManifestBuilder;
import org.peerboot.image.Publisher;
import org.peerboot.image.SampleImages;
import org.peerboot.unix.UnixFiles;

/** What only root may give: owners, set-user-id, capabilities. */
@Tag("cluster")
class TreeOwnersTest {
    private static final UnixFiles UNIX = new UnixFiles();

    /** linux/capability.h: version 2, effective, CAP_NET_RAW. */
    private static final byte[] NET_RAW = {1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    @TempDir
    Path directory;

    private Path source;

    @BeforeEach
    void tree() throws Exception {
        assumeTrue(Integer.valueOf(0).equals(attribute(directory, "uid")), "root alone gives files away");
        source = Files.createDirectory(directory.resolve("source"));
        Path tool = Files.write(source.resolve("tool"), new byte[10]);
        own(tool, 1234, 567);
        UNIX.setXattr(tool, "user.colour", new byte[] {1});
        UNIX.setXattr(tool, "security.capability", NET_RAW);
        UNIX.setXattr(tool, "trusted.secret", new byte[] {2});
        Durable.mode(tool, 06755);
        own(Files.createSymbolicLink(source.resolve("link"), Path.of("/etc/shadow")), 1234, 567);
    }

    @Test
    void standInTheManifestOfASystemImageAndAreGivenByRootAlone() throws Exception {
        CachedImage image = cached("sample:v1", Access.SYSTEM);
        Path tool = image.tree().resolve("tool");
        assertThat(attribute(tool, "uid")).isEqualTo(0);
        assertThat((int) attribute(tool, "mode") & 07777).isEqualTo(0555);
        assertThat(UNIX.xattrs(tool)).containsOnlyKeys("user.colour");

        Path roots = directory.resolve("roots");
        new Materializer(image.tree(), image.manifest(), UNIX, true).copyTree(roots);
        assertThat(attribute(roots.resolve("tool"), "uid")).isEqualTo(1234);
        assertThat(attribute(roots.resolve("tool"), "gid")).isEqualTo(567);
        assertThat((int) attribute(roots.resolve("tool"), "mode") & 07777).isEqualTo(06755);
        assertThat(UNIX.xattrs(roots.resolve("tool")))
                .containsOnlyKeys("security.capability", "trusted.secret", "user.colour");
        assertThat(UNIX.xattrs(roots.resolve("tool")).get("security.capability"))
                .isEqualTo(NET_RAW);
        assertThat(attribute(roots.resolve("link"), "uid")).isEqualTo(1234);
        assertThat(attribute(Path.of("/etc/shadow"), "uid"))
                .as("what a link points to")
                .isEqualTo(0);

        Path anyones = directory.resolve("anyones");
        new Materializer(image.tree(), image.manifest(), UNIX, false).copyTree(anyones);
        assertThat(attribute(anyones.resolve("tool"), "uid")).isEqualTo(0);
        assertThat((int) attribute(anyones.resolve("tool"), "mode") & 07777).isEqualTo(0755);
        assertThat(UNIX.xattrs(anyones.resolve("tool"))).containsOnlyKeys("user.colour");
    }

    @Test
    void areItsPublishersInAUsersOwnImageWhateverTheyWere() throws Exception {
        CachedImage image = cached("~ann/sample:v1", Access.USER);
        Path copy = directory.resolve("copy");
        new Materializer(image.tree(), image.manifest(), UNIX, true).copyTree(copy);
        assertThat(attribute(copy.resolve("tool"), "uid")).isEqualTo(1000);
        assertThat((int) attribute(copy.resolve("tool"), "mode") & 07777).isEqualTo(0755);
        assertThat(UNIX.xattrs(copy.resolve("tool"))).containsOnlyKeys("user.colour");
        assertThat(attribute(copy.resolve("link"), "uid")).isEqualTo(1000);
    }

    private CachedImage cached(String name, Access access) {
        ImageReader image = new ManifestBuilder(ImageName.parse(name), access, new Publisher(1000, "ann"))
                .extras(UNIX)
                .add(source, "")
                .read(bytes -> {});
        ImageCache cache =
                ImageCache.open(directory.resolve("cache"), 1 << 30, SampleImages.TRUSTED, () -> Instant.EPOCH, UNIX);
        CachedImage cached = cache.reserve(SampleImages.signed(image), any -> false);
        cached.put(0, SampleImages.piece(image, 0));
        cached.finish();
        return cached;
    }

    private static void own(Path path, int uid, int gid) throws Exception {
        Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }

    private static Object attribute(Path path, String name) throws Exception {
        return Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
    }
}
