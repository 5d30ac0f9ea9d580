package org.peerboot.tracker.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.doctor.Finding;
import org.peerboot.doctor.TrackerAnswers;
import org.peerboot.image.RefusedException;
import org.peerboot.wire.Api;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ErrorReply;
import org.peerboot.wire.Health;
import org.peerboot.wire.Json;
import org.peerboot.wire.Limits;

/** Each fault is planted in what the tracker says; its check finds it and names the cure. */
class TrackerFaultsTest {
    private static ClusterAnswer says(long ageMillis, @Nullable String warning, ClusterStatus.Node... nodes) {
        String status = Json.write(new ClusterStatus(1, "slurm", ageMillis, warning, List.of(), Arrays.asList(nodes)));
        String health = Json.write(new Health(true, "0.7.0", 1, 1));
        return new ClusterAnswer((target, signed) ->
                new TrackerAnswers.Answer(200, target.equals(Api.HEALTH) ? health : status, Instant.EPOCH));
    }

    private static ClusterStatus.Node node(String name, String cell, String peer, @Nullable String version) {
        return new ClusterStatus.Node(name, cell, peer, false, Limits.NONE, 1, 0, List.of(), null, null, null, version);
    }

    @Test
    void peersThatAreTwoReleasesOld() {
        ClusterAnswer cluster = says(
                10,
                null,
                node("n1", "leaf1", "up", "0.5.2"),
                node("n2", "leaf1", "up", "0.5.2"),
                node("n3", "leaf1", "up", "0.6.0"),
                node("n4", "leaf1", "up", "0.7.0"));
        assertThatThrownBy(() -> new PeersCheck(cluster).look())
                .isInstanceOf(RefusedException.class)
                .hasMessage("peers 0.5.2 on n[1-2]: are more than one release older than the tracker's 0.7.0; update"
                        + " peerboot-peer there, and in the images that those nodes boot");
    }

    @Test
    void peersThatAreOneReleaseOldOrAway() {
        Finding old = new PeersCheck(says(10, null, node("n3", "leaf1", "up", "0.6.0"))).look();
        assertThat(old.level()).isEqualTo(Finding.Level.WARNING);
        assertThat(old.found()).isEqualTo("0.6.0 on n3; the tracker is 0.7.0");

        Finding away = new PeersCheck(
                        says(10, null, node("n1", "l", "up", "0.7.0"), node("n2", "l", "never seen", null)))
                .look();
        assertThat(away.found()).isEqualTo("n2 (1 of 2 nodes): no peer");
        assertThat(away.cure()).contains("peerboot doctor");
    }

    @Test
    void nodesMissingInTheTopology() {
        Finding finding = new LeavesCheck(says(
                        10,
                        null,
                        node("n1", "leaf1", "up", null),
                        node("n2", "", "up", null),
                        node("n3", "flat/1", "up", null)))
                .look();
        assertThat(finding.level()).isEqualTo(Finding.Level.WARNING);
        assertThat(finding.found()).isEqualTo("n[2-3] (2 of 3 nodes): on no leaf switch");
        assertThat(finding.cure()).contains("topology.conf");
    }

    @Test
    void aWorkloadManagerThatIsNotHeard() {
        assertThatThrownBy(() ->
                        new ManagerCheck(says(90_000, "slurm: does not answer", node("n1", "l", "up", null))).look())
                .hasMessageContaining("was last heard 90 s ago (slurm: does not answer)")
                .hasMessageContaining("see that it runs");
        assertThatThrownBy(() -> new ManagerCheck(says(1_790_000_000_000L, null)).look())
                .hasMessageContaining("has told the tracker of no node yet");
        assertThat(new ManagerCheck(says(10, null, node("n1", "l", "up", null)))
                        .look()
                        .level())
                .isEqualTo(Finding.Level.GOOD);
    }

    @Test
    void aCredentialThatIsNotBelieved() {
        ClusterAnswer cluster = new ClusterAnswer((target, signed) ->
                new TrackerAnswers.Answer(401, Json.write(new ErrorReply("refused by MUNGE")), Instant.EPOCH));
        assertThatThrownBy(() -> new LeavesCheck(cluster).look()).hasMessageContaining("refused by MUNGE");
    }

    @Test
    void aPolicyThatIsBroken(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("policy.yaml"), "ruls: []\n");
        assertThatThrownBy(() -> new PolicyCheck(file).look())
                .hasMessageContaining("policy.yaml line 1 column 1: is not a list");
        assertThat(new PolicyCheck(null).look().found()).isEqualTo("the shipped rules");
    }
}
