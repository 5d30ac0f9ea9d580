package org.peerboot.tracker.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
    @TempDir
    Path dir;

    @Test
    void eachNodeHasItsOwnKeyAndKeepsIt() {
        Path file = dir.resolve("master.key");
        byte[] first = MasterKey.open(file, new SecureRandom()).of("n1");
        MasterKey again = MasterKey.open(file, new SecureRandom());
        assertThat(again.of("n1")).isEqualTo(first).hasSize(32);
        assertThat(again.of("n2")).isNotEqualTo(first);
        assertThat(MasterKey.open(dir.resolve("other.key"), new SecureRandom()).of("n1"))
                .isNotEqualTo(first);
    }

    @Test
    void refusesAKeyThatIsOpenOrCut() throws Exception {
        Path file = dir.resolve("master.key");
        MasterKey.open(file, new SecureRandom());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> MasterKey.open(file, new SecureRandom()))
                .hasMessage("master key " + file + ": is open to others than its owner; run 'chmod 600 " + file + "'");
        Files.write(file, new byte[31]);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> MasterKey.open(file, new SecureRandom())).hasMessageContaining("has 31 bytes, not 32");
    }
}
