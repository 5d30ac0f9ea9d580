package org.peerboot.tracker.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.config.ConfigKind;
import org.peerboot.config.ConfigValue;
import org.peerboot.config.Origins;
import org.peerboot.tracker.TrackerConfig;

class TrackerFilesTest {
    @TempDir
    Path directory;

    private static ConfigKind kind(String name) {
        return new TrackerFiles()
                .kinds().stream()
                        .filter(kind -> kind.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void aBrokenFileOfEachKindIsRefusedWithItsPlace() throws Exception {
        for (String name : List.of("tracker", "policy", "cluster")) {
            Path good = Files.writeString(
                    directory.resolve(name),
                    name.equals("cluster") ? "nodes: []\n" : name.equals("policy") ? "[]\n" : "{}\n");
            assertThatCode(() -> kind(name).reading().read(good)).as(name).doesNotThrowAnyException();
            Path broken = Files.writeString(directory.resolve(name), "prot: 7\nnodes: []\n");
            assertThatThrownBy(() -> kind(name).reading().read(broken)).hasMessageContaining(broken.toString());
        }
    }

    @Test
    void aKeyInAnotherHasItsOwnLine() {
        String text = "origin:\n  port: 7000\nworkloadManager: {kind: slurm}\n";
        assertThat(Origins.of(text, "tracker.yaml", TrackerConfig.class))
                .contains(
                        new ConfigValue("origin.port", "7000", "tracker.yaml line 2"),
                        new ConfigValue("origin.cache", "/var/lib/peerboot/origin", "default"),
                        new ConfigValue("workloadManager", "{\"kind\":\"slurm\"}", "tracker.yaml line 3"),
                        new ConfigValue("auth.munge", "auto", "default"),
                        new ConfigValue("policy", null, "default"));
    }
}
