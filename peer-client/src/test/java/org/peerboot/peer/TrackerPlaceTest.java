package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.config.StrictYaml;

/** Where a peer looks for its tracker. */
class TrackerPlaceTest {
    @TempDir
    Path root;

    private void file(String place, String text) throws IOException {
        Path file = root.resolve(place);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String place(String peerYaml) {
        return TrackerPlace.of(StrictYaml.parse(peerYaml, "peer.yaml", PeerConfig.class), root, Map.of())
                .toString();
    }

    @Test
    void whatIsWrittenCounts() throws Exception {
        file("etc/slurm/slurm.conf", "SlurmctldHost=ctl1\n");
        assertThat(place("tracker: http://admin1:7000")).isEqualTo("http://admin1:7000");
    }

    @Test
    void elseTheFirstControllerOfSlurm() throws Exception {
        file("etc/pbs.conf", "PBS_SERVER=pbs1\n");
        file("etc/slurm/slurm.conf", "#SlurmctldHost=old\n slurmctldhost = ctl1(10.0.0.1)\nSlurmctldHost=ctl2\n");
        assertThat(place("{}")).isEqualTo("http://10.0.0.1:7070");
        file("etc/slurm/slurm.conf", "ClusterName=c\nSlurmctldHost=ctl1 # the first\n");
        assertThat(place("{}")).isEqualTo("http://ctl1:7070");
    }

    @Test
    void elseTheServerOfPbs() throws Exception {
        file("etc/pbs.conf", "PBS_EXEC=/opt/pbs\nPBS_SERVER=pbs1.example.org\n");
        assertThat(place("{}")).isEqualTo("http://pbs1.example.org:7070");
    }

    @Test
    void elseThisMachine() {
        assertThat(place("{}")).isEqualTo("http://localhost:7070");
    }

    @Test
    void slurmsFileMayBeElsewhere() throws Exception {
        file("opt/slurm.conf", "ControlMachine=ctl9\n");
        assertThat(TrackerPlace.of(
                        PeerConfig.defaults(),
                        root,
                        Map.of("SLURM_CONF", root.resolve("opt/slurm.conf").toString())))
                .hasToString("http://ctl9:7070");
    }
}
