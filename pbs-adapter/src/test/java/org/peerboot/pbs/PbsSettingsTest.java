package org.peerboot.pbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerboot.cluster.WorkloadManager;
import org.peerboot.cluster.WorkloadManagers;

class PbsSettingsTest {
    @Test
    void needsNone() {
        PbsSettings settings = PbsSettings.of(Map.of(), "tracker.yaml");
        assertThat(settings.topology()).isEmpty();
        assertThat(settings.common().port()).isEqualTo(7071);
    }

    @Test
    void reachTheReader() {
        PbsSettings settings = PbsSettings.of(Map.of("topology", "rack,switch", "port", "7"), "test");
        assertThat(settings.options())
                .containsEntry("--topology", "rack,switch")
                .containsEntry("--port", "7");
        assertThat(PbsSettings.PBS.environment("/opt/pbs/bin", Path.of("/etc/passwd")))
                .containsEntry("PBS_CONF_FILE", "/etc/passwd")
                .containsEntry("TZ", "UTC");
    }

    @ParameterizedTest
    @CsvSource({
        "colour, red, 'test, key \"colour\": is not known to the PBS workload manager; use poll, timeout'",
        "topology, ../switch, 'test, topology \"../switch\": is no list of resources'",
        "library, /nowhere/libpbs.so, 'is no file that can be read'"
    })
    void areRefusedWithARemedy(String key, String value, String message) {
        assertThatThrownBy(() -> PbsSettings.of(Map.of(key, value), "test")).hasMessageContaining(message);
    }

    @Test
    void theKindIsInstalled() {
        try (WorkloadManager pbs = WorkloadManagers.create("pbs", Map.of(), "test")) {
            assertThat(pbs.name()).isEqualTo("pbs");
        }
    }
}
