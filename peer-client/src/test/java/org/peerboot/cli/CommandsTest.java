package org.peerboot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.wire.AssignmentReply;
import org.peerboot.wire.AttributeTable;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.Explanation;
import org.peerboot.wire.ImageInfo;
import org.peerboot.wire.Json;
import org.peerboot.wire.Limits;

class CommandsTest {
    @TempDir
    private Path directory;

    private StubTracker tracker;
    private Shell shell;

    @BeforeEach
    void start() throws Exception {
        tracker = new StubTracker();
        shell = new Shell(directory).with(tracker);
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    @Test
    void listsImages() {
        tracker.then(List.of(Samples.image()));
        assertThat(shell.type("images")).isZero();
        assertThat(shell.out().lines().toList()).hasSize(2);
        assertThat(shell.out().lines().toList().get(1))
                .startsWith("rocky9:v8  abababababab  system  256.0 MiB      3        16         5  2026-09-2")
                .endsWith("ann  whole");
        assertThat(tracker.requests()).containsExactly("GET /v1/images ");
    }

    @Test
    void answersWithOneJsonDocument() {
        tracker.then(List.of(Samples.image()));
        assertThat(shell.type("images", "--json")).isZero();
        assertThat(List.of(Json.read(shell.out(), ImageInfo[].class, "stdout"))).containsExactly(Samples.image());
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void provesWhoAsksInEachRequest() {
        tracker.then(List.of());
        shell.type("images");
        shell.type("images");
        assertThat(tracker.credentials).hasSize(2).doesNotContain("null").doesNotHaveDuplicates();
    }

    @Test
    void assignsAnImageToNodes() {
        tracker.then(new AssignmentReply("rocky9:v8", Samples.DIGEST, "n[1-16]", 16));
        assertThat(shell.type("assign", "rocky9:v8", "n[1-8],n[9-16]")).isZero();
        assertThat(shell.out()).isEqualTo("rocky9:v8 assigned to n[1-16] (16 nodes)\n");
        assertThat(tracker.requests())
                .containsExactly("POST /v1/assign {\"image\":\"rocky9:v8\",\"nodes\":\"n[1-8],n[9-16]\"}");
    }

    @Test
    void takesBackCancelsPausesAndResumes() {
        tracker.then(new AssignmentReply("rocky9:v8", Samples.DIGEST, "n1", 1));
        shell.type("unassign", "rocky9:v8", "n1");
        assertThat(shell.out()).isEqualTo("rocky9:v8 no longer assigned to n1 (1 node)\n");
        shell.type("cancel", "rocky9:v8", "n1");
        assertThat(shell.out()).isEqualTo("rocky9:v8 cancelled on n1 (1 node)\n");
        shell.type("pause", "rocky9:v8", "n1");
        assertThat(shell.out()).isEqualTo("rocky9:v8 paused on n1 (1 node)\n");
        shell.type("resume", "rocky9:v8", "n1");
        assertThat(shell.out()).isEqualTo("rocky9:v8 goes on on n1 (1 node)\n");
        assertThat(tracker.requests().stream().map(r -> r.split(" ")[1]))
                .containsExactly("/v1/unassign", "/v1/cancel", "/v1/pause", "/v1/resume");
    }

    @Test
    void removesAUsersOwnImageByItsNameWithASlash() {
        tracker.then(Samples.image());
        assertThat(shell.type("rm", "~ann/data:v1")).isZero();
        assertThat(tracker.requests()).containsExactly("DELETE /v1/images?image=%7Eann%2Fdata%3Av1 ");
        assertThat(shell.out()).isEqualTo("removed rocky9:v8 (abababababab, 256.0 MiB)\n");
    }

    @Test
    void explainsAPairOfNodesWithRulesAndTheirPlaces() {
        tracker.then(new Explanation(
                "n3",
                "n7",
                "n7 leaves n3 alone",
                false,
                0,
                new Limits(0, 0, Limits.UNLIMITED, "jobs-come-first"),
                List.of(
                        new Explanation.Step("jobs-come-first", "policy.yaml line 4", true, "upload 0"),
                        new Explanation.Step("same-leaf-first", "policy.yaml line 9", false, "weight x 4")),
                List.of("job.running = 1 bool (0.2 s, file:cluster.yaml)")));
        assertThat(shell.type("explain", "--source", "n3", "--destination", "n7"))
                .isZero();
        assertThat(shell.out().lines())
                .containsExactly(
                        "n3 -> n7: n7 leaves n3 alone",
                        "  candidate no, weight 0.00",
                        "  n3 may send nothing (jobs-come-first)",
                        "rules, in the order in which they were asked:",
                        "  applies jobs-come-first (policy.yaml line 4): upload 0",
                        "  passes  same-leaf-first (policy.yaml line 9): weight x 4",
                        "attributes:",
                        "  job.running = 1 bool (0.2 s, file:cluster.yaml)");
        assertThat(tracker.requests()).containsExactly("GET /v1/explain?source=n3&destination=n7 ");
    }

    @Test
    void showsAttributesWithTheirAgesAndThresholds() {
        AttributeTable.Threshold above = new AttributeTable.Threshold("spare", 0.3, 0.2, "above", null, null);
        AttributeTable.Threshold busy = new AttributeTable.Threshold("busy", 0, null, "below", null, null);
        tracker.then(new AttributeTable(
                0,
                List.of(
                        new AttributeTable.Row(
                                "n3", "network.utilization", 0.62, "ratio", 0.6, 400L, "peer, eth0", List.of(above)),
                        new AttributeTable.Row("n3", "job.running", 0.0, "bool", 0.0, 1200L, "slurm", List.of(busy)),
                        new AttributeTable.Row(
                                "leaf1 up", "switch.load", null, "ratio", null, null, "nobody", List.of()))));
        assertThat(shell.type("attributes", "--node", "n3")).isZero();
        assertThat(shell.out().lines())
                .containsExactly(
                        "OF        ATTRIBUTE              VALUE  UNIT     AGE  SOURCE      THRESHOLDS",
                        "n3        network.utilization     0.62  ratio  0.4 s  peer, eth0  above 0.30/0.20 (spare)",
                        "n3        job.running                0  bool   1.2 s  slurm       below 0 (busy)",
                        "leaf1 up  switch.load          unknown  ratio      -  nobody      -");
        assertThat(tracker.requests()).containsExactly("GET /v1/attributes?nodes=n3 ");
    }

    @Test
    void waitsUntilEveryNodeIsComplete() {
        tracker.then(status(5)).then(status(9)).then(status(16));
        assertThat(shell.type("status", "--wait", "--image", "rocky9:v8")).isZero();
        assertThat(tracker.requests()).hasSize(3).allMatch(r -> r.startsWith("GET /v1/status?image=rocky9%3Av8"));
        assertThat(shell.out())
                .contains("5 of 16 nodes, 25 %")
                .contains("9 of 16 nodes")
                .contains("complete     16/16");
    }

    @Test
    void waitsWithOneJsonDocumentAtTheEnd() {
        tracker.then(status(5)).then(status(16));
        assertThat(shell.type("status", "--wait", "--json")).isZero();
        assertThat(Json.read(shell.out(), ClusterStatus.class, "stdout")).isEqualTo(status(16));
    }

    private static ClusterStatus status(int complete) {
        return Samples.status(Samples.transfer(complete, 0), List.of());
    }
}
