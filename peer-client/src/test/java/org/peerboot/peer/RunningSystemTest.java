package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Digest;

final class RunningSystemTest {
    private static final Digest IMAGE = Digest.of(new byte[] {1});

    @TempDir
    private Path proc;

    private RunningSystem with(String commandLine) throws Exception {
        Files.writeString(proc.resolve("cmdline"), commandLine);
        return RunningSystem.read(proc, proc.resolve("root"));
    }

    @Test
    void readsTheImageFromTheKernelsCommandLine() throws Exception {
        assertThat(with("BOOT_IMAGE=/vmlinuz ro peerboot.image=" + IMAGE + " quiet\n")
                        .booted())
                .isEqualTo(IMAGE);
    }

    @Test
    void theLastOneCounts() throws Exception {
        assertThat(with("peerboot.image=" + Digest.of(new byte[] {2}) + " peerboot.image=" + IMAGE)
                        .booted())
                .isEqualTo(IMAGE);
    }

    @Test
    void aRootThatCameWithoutAKernelOfItsOwnCounts() throws Exception {
        Files.writeString(proc.resolve("root"), "peerboot.image=" + IMAGE + " peerboot.name=os:1\n");
        assertThat(with("root=peerboot:os:1\n").booted()).isEqualTo(IMAGE);
    }

    @Test
    void whatIsNoneIsNone() throws Exception {
        assertThat(with("ro quiet\n").booted()).isNull();
        assertThat(with("peerboot.image=sha256:123 xpeerboot.image=" + IMAGE).booted())
                .isNull();
        Files.delete(proc.resolve("cmdline"));
        assertThat(RunningSystem.read(proc, proc.resolve("root")).booted()).isNull();
    }

    @Test
    void twoBootsOfOneKernelDiffer() throws Exception {
        Files.createDirectories(proc.resolve("sys/kernel/random"));
        Files.createDirectories(proc.resolve("1"));
        Files.writeString(proc.resolve("sys/kernel/random/boot_id"), "7ef1\n");
        Files.writeString(proc.resolve("1/stat"), stat(55));
        String first = with("ro").boot();
        assertThat(with("ro").boot()).isEqualTo(first);
        Files.writeString(proc.resolve("1/stat"), stat(56));
        assertThat(with("ro").boot()).isNotEqualTo(first);
    }

    /** As proc(5) has it: a command of blanks and brackets, and the 22nd field when the process began. */
    private static String stat(int began) {
        return "1 (in it) x) S " + "0 ".repeat(18) + began + " 0 0\n";
    }
}
