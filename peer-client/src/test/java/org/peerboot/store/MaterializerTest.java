package org.peerboot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.ImageName;
import org.peerboot.image.Manifest;
import org.peerboot.image.ManifestBuilder;
import org.peerboot.image.RefusedException;
import org.peerboot.image.SampleImages;
import org.peerboot.unix.UnixFiles;

class MaterializerTest {
    @TempDir
    Path directory;

    private Path tree;
    private Path targets;

    @BeforeEach
    void tree() throws Exception {
        tree = Files.createDirectories(directory.resolve("tree/bin")).getParent();
        Files.writeString(tree.resolve("bin/tool"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(tree.resolve("bin/tool"), PosixFilePermissions.fromString("rwxr-x--x"));
        Files.writeString(tree.resolve("data"), "d".repeat(3_000_000));
        Files.setPosixFilePermissions(tree.resolve("bin"), PosixFilePermissions.fromString("r-xr-xr-x"));
        targets = Files.createDirectory(directory.resolve("targets"));
    }

    @Test
    void copiesATreeWithItsModes() throws Exception {
        Path destination = targets.resolve("set");
        new Materializer(tree, manifest(tree), new UnixFiles(), false).copyTree(destination);
        assertThat(destination.resolve("data")).hasSameBinaryContentAs(tree.resolve("data"));
        assertThat(permissions(destination.resolve("bin/tool"))).isEqualTo("rwxr-x--x");
        assertThat(permissions(destination.resolve("bin"))).isEqualTo("r-xr-xr-x");
        assertThat(names()).containsExactly("set");
    }

    @Test
    void refusesADestinationThatExistsEvenAsADanglingLink() throws Exception {
        Files.createDirectory(targets.resolve("there"));
        Files.createSymbolicLink(targets.resolve("link"), Path.of("nowhere"));
        for (String name : List.of("there", "link")) {
            assertThatThrownBy(() -> new Materializer(tree, manifest(tree), new UnixFiles(), false)
                            .copyTree(targets.resolve(name)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("destination " + targets.resolve(name)
                            + ": exists already; name one that does not, or move it away");
        }
    }

    @Test
    void leavesNothingBehindWhenAFileInTheCacheIsWrong() throws Exception {
        Manifest manifest = manifest(tree);
        Files.writeString(tree.resolve("data"), "e".repeat(3_000_000));
        assertThatThrownBy(
                        () -> new Materializer(tree, manifest, new UnixFiles(), false).copyTree(targets.resolve("set")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("file \"data\" of image sample:v1: has changed in the cache, its SHA-256 is wrong; "
                        + "remove the image from this node's cache and fetch it again");
        assertThat(names()).isEmpty();
    }

    @Test
    void refusesAParentThatIsNotThere() throws Exception {
        Manifest manifest = manifest(tree);
        assertThatThrownBy(() ->
                        new Materializer(tree, manifest, new UnixFiles(), false).copyTree(targets.resolve("no/where")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("image sample:v1: cannot be written in " + targets.resolve("no"));
    }

    private static Manifest manifest(Path tree) {
        return new ManifestBuilder(ImageName.parse("sample:v1"), Access.PUBLIC, SampleImages.ROOT)
                .add(tree, "")
                .read(bytes -> {})
                .manifest();
    }

    private List<String> names() throws Exception {
        try (Stream<Path> children = Files.list(targets)) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
