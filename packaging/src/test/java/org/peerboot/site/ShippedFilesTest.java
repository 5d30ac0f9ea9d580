package org.peerboot.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.peerboot.config.StrictYaml;
import org.peerboot.peer.PeerConfig;
import org.peerboot.tracker.TrackerConfig;

/** Each shipped configuration is read as it stands, and with each example in it taken over. */
class ShippedFilesTest {
    private static final Path ETC = Path.of("etc");

    private static <T> T asShipped(String file, Class<T> type) throws IOException {
        return StrictYaml.read(ETC.resolve(file), type);
    }

    /** A '#' that stands right before a key is an example's; one before a space is a remark's. */
    private static <T> T withExamples(String file, Class<T> type) throws IOException {
        String text = Files.readAllLines(ETC.resolve(file)).stream()
                .map(line -> line.matches("#[a-z].*") ? line.substring(1) : line)
                .collect(Collectors.joining("\n"));
        return StrictYaml.parse(text, file, type);
    }

    @Test
    void theTrackersAreItsDefaultsWithThePolicysFile() throws IOException {
        TrackerConfig shipped = asShipped("tracker.yaml", TrackerConfig.class);
        assertThat(shipped)
                .isEqualTo(StrictYaml.parse("policy: /etc/peerboot/policy.yaml", "defaults", TrackerConfig.class));
        TrackerConfig examples = withExamples("tracker.yaml", TrackerConfig.class);
        assertThat(examples.workloadManager()).isEqualTo(Map.of("kind", "slurm"));
        assertThat(examples.auth().admins()).isEqualTo(List.of("ann"));
        assertThat(examples.port()).isEqualTo(shipped.port());
        assertThat(examples.address()).isEqualTo(shipped.address());
        assertThat(examples.origin()).isEqualTo(shipped.origin());
        assertThat(examples.trustedKeys()).isEqualTo(shipped.trustedKeys());
    }

    @Test
    void thePeersAreItsDefaults() throws IOException {
        PeerConfig shipped = asShipped("peer.yaml", PeerConfig.class);
        assertThat(shipped).isEqualTo(PeerConfig.defaults());
        PeerConfig examples = withExamples("peer.yaml", PeerConfig.class);
        assertThat(examples.node()).isEqualTo("n001");
        assertThat(examples.port()).isEqualTo(shipped.port());
        assertThat(examples.cache()).isEqualTo(shipped.cache());
        assertThat(examples.quota()).isEqualTo(shipped.quota());
    }
}
