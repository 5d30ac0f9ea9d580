package org.peerboot.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.RefusedException;

class LibraryPathTest {
    @TempDir
    Path dir;

    @Test
    void looksBesideTheJarFirst() {
        assertThat(LibraryPath.places(dir.resolve("slurm-adapter.jar")))
                .containsExactly(
                        dir.resolve("libpeerboot-slurm.so"),
                        Path.of("/usr/lib64/peerboot/libpeerboot-slurm.so"),
                        Path.of("/usr/lib/peerboot/libpeerboot-slurm.so"));
    }

    @Test
    void takesTheFirstThatIsThere() throws IOException {
        Path there = Files.createFile(dir.resolve("there"));
        assertThat(LibraryPath.find(List.of(dir.resolve("missing"), there))).isEqualTo(there);
    }

    @Test
    void namesThePlacesWhereItIsNot() {
        Path missing = dir.resolve("missing");
        assertThatThrownBy(() -> LibraryPath.find(List.of(missing)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void refusesAFileThatIsNoLibrary() throws IOException {
        Path text = Files.writeString(dir.resolve("libpeerboot-slurm.so"), "not a library");
        assertThatThrownBy(() -> LibrarySource.open(text, null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cannot be loaded")
                .hasMessageContaining(text.toString());
    }
}
