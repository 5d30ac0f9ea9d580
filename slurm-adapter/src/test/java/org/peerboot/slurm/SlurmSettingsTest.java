package org.peerboot.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerboot.cluster.reader.ReaderLaunch;
import org.peerboot.cluster.reader.ReaderMode;
import org.peerboot.cluster.reader.ReaderSettings;
import org.peerboot.image.RefusedException;

class SlurmSettingsTest {
    @Test
    void needsNone() {
        ReaderSettings settings = SlurmSettings.of(Map.of(), "tracker.yaml");
        assertThat(settings.poll()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.reader()).isEqualTo(ReaderMode.AUTO);
        assertThat(settings.port()).isEqualTo(7071);
    }

    @Test
    void reachTheReader() {
        ReaderSettings settings = SlurmSettings.of(
                Map.of("reader", "commands", "conf", "/etc/passwd", "timeout", "7s", "path", "/opt/slurm/bin"), "test");
        assertThat(ReaderLaunch.command(SlurmSettings.SLURM, settings.options()))
                .containsSubsequence("--reader", "COMMANDS", "--path", "/opt/slurm/bin", "--timeout", "7000ms")
                .containsSubsequence("--conf", "/etc/passwd");
        assertThat(ReaderLaunch.environment(SlurmSettings.SLURM.environment(settings.path(), settings.conf())))
                .containsEntry("SLURM_CONF", "/etc/passwd");
    }

    @ParameterizedTest
    @CsvSource({
        "colour, red, 'test, key \"colour\": is not known to the Slurm workload manager; use poll, timeout'",
        "poll, 100ms, 'test, poll \"100ms\": is not within 1s-60s; write 10s'",
        "poll, soon, 'is not a whole number'",
        "reader, psychic, 'test, reader \"psychic\": is not known; write auto, library or commands'",
        "conf, /nowhere/slurm.conf, 'is no file that can be read'",
        "port, 70711, 'is not within 1-65535'"
    })
    void areRefusedWithARemedy(String key, String value, String message) {
        assertThatThrownBy(() -> SlurmSettings.of(Map.of(key, value), "test"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(message);
    }
}
