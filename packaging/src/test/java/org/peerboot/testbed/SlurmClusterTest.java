package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.peerboot.wire.Api;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.Json;

/** The testbed itself: what all tests on a real Slurm build upon. */
@Tag("cluster")
final class SlurmClusterTest {
    private static SlurmCluster cluster;

    @BeforeAll
    static void up() throws IOException {
        cluster = SlurmCluster.up("--nodes", "4", "--leaf", "2", "--wm", "file", "--resume-timeout", "300");
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void runsAJobOnNodesThatHaveNamesOfTheirOwn() {
        Command job = cluster.exec("srun", "-N2", "-n2", "hostname").good();

        assertThat(job.lines()).hasSize(2).doesNotHaveDuplicates().allMatch(name -> name.matches("n[1-4]"));
    }

    @Test
    void runsAJobOfAnOrdinaryUserInADirectoryOfTheNode() {
        cluster.exec("--user", "nobody", "srun", "-w", "n3", "-D", "/scratch", "sh", "-c", "id -un >who")
                .good();

        assertThat(cluster.ofNode("n3", "scratch/who")).hasContent("nobody");
        assertThat(cluster.ofNode("n4", "scratch/who")).doesNotExist();
    }

    /** The file workload manager knows of no job: only the node itself can have told. */
    @Test
    void tellsThePeerOfAJobByProlog() {
        cluster.await(
                "a job on n4 finds its node busy",
                300,
                () -> Json.read(
                        cluster.exec("srun", "-w", "n4", "curl", "-sf", "http://service:7070" + Api.STATUS)
                                .good()
                                .out(),
                        ClusterStatus.class,
                        "the tracker"),
                now -> node(now, "n4").job());
        cluster.awaitStatus("n4 is free again", 300, now -> !node(now, "n4").job());
    }

    @Test
    void everyPeerHasASessionWithTheTracker() {
        ClusterStatus status = cluster.awaitStatus(
                "every peer is up",
                300,
                now -> now.nodes().stream().allMatch(node -> node.peer().equals("up")));

        assertThat(status.nodes()).extracting(ClusterStatus.Node::node).containsExactly("n1", "n2", "n3", "n4");
    }

    @Test
    void countsWhatCrossesALink() {
        JsonNode before = cluster.stats();
        cluster.nodeExec("n1", "bash", "-c", "for i in {1..20}; do head -c 1400 /dev/zero >/dev/udp/n3/9; done")
                .good();
        JsonNode after = cluster.stats();

        assertThat(grown(before, after, "/nodes/n1/tx_bytes")).isBetween(28_000L, 10_000_000L);
        assertThat(grown(before, after, "/nodes/n3/rx_bytes")).isGreaterThanOrEqualTo(28_000);
        assertThat(grown(before, after, "/uplinks/leaf1/up_bytes")).isGreaterThanOrEqualTo(28_000);
        assertThat(grown(before, after, "/uplinks/leaf2/down_bytes")).isGreaterThanOrEqualTo(28_000);
        assertThat(after.at("/config/nodes").asInt()).isEqualTo(4);
    }

    @Test
    void losesANodeAndGetsItBack() throws IOException {
        int boots = Files.readAllLines(cluster.ofNode("n2", "boots")).size();
        cluster.crash("n2");

        cluster.awaitStatus(
                "the tracker misses n2", 300, now -> node(now, "n2").peer().equals("down"));
        cluster.boot("n2");
        cluster.awaitStatus("n2 is back", 300, now -> node(now, "n2").peer().equals("up"));
        cluster.awaitNode("n2", 300, "idle");
        assertThat(Files.readAllLines(cluster.ofNode("n2", "boots"))).hasSize(boots + 1);
    }

    @Test
    void bootsWhatItsBootActionWasTold() {
        String digest = "sha256:" + "5".repeat(64);
        String before = bootTime("n1");
        cluster.nodeExec("n1", Checkout.path("packaging/testbed.d/boot-action").toString(), digest)
                .good();

        cluster.await(
                "n1 runs the image",
                300,
                () -> cluster.nodeExec("n1", "cat", "/proc/cmdline").good().out(),
                line -> line.contains("peerboot.image=" + digest));
        assertThat(cluster.ofNode("n1", "booted")).hasContent(digest);
        cluster.awaitStatus("n1 is back", 300, now -> node(now, "n1").peer().equals("up"));
        // Nobody had asked Slurm for that reboot: once it has seen it, it keeps the node down until told.
        cluster.await("Slurm has seen the reboot", 300, () -> bootTime("n1"), now -> !now.equals(before));
        cluster.exec("scontrol", "update", "NodeName=n1", "State=RESUME").good();
        cluster.awaitNode("n1", 300, "idle");
    }

    @Test
    void isHealthyInTheEyesOfItsDoctor() {
        everyPeerHasASessionWithTheTracker();
        for (String machine : List.of("n3", "service")) {
            Doctor.Visit visit = Doctor.visit(cluster, machine, Map.of());
            assertThat(visit.faults()).isEmpty();
            assertThat(visit.exit()).isZero();
        }
    }

    /** All at once, on a node that is well: what its configuration names is not there, or is another's. */
    @Test
    void itsDoctorFindsFaultsOfANode() throws IOException {
        cluster.nodeExec(
                        "n3",
                        "sh",
                        "-ec",
                        "mkdir -p /run/small /run/key; mountpoint -q /run/small || mount -t tmpfs -o size=2m none /run/small")
                .good();
        Doctor.Visit deaf = Doctor.visit(
                cluster,
                "n3",
                Map.of(
                        "tracker", "http://service:7999",
                        "mungeSocket", "/run/no-munge",
                        "trustedKeys", "/run/key",
                        "cache", "/run/small/cache",
                        "node", "n4"));

        assertThat(deaf.exit()).isEqualTo(1);
        assertThat(deaf.fault("tracker")).contains("http://service:7999: does not answer", "open its port");
        assertThat(deaf.fault("credential")).contains("/run/no-munge", "munged");
        assertThat(deaf.fault("keys")).contains("/run/key", "copy the signer's public key");
        assertThat(deaf.fault("disk")).contains("/run/small/cache", "MiB left", "make room");
        assertThat(deaf.fault("identity")).contains("node n4", "this host, n3, is NodeName n3", "write node: n3");

        Doctor.Visit lost = Doctor.visit(cluster, "n3", Map.of("tracker", "http://nowhere:7070"));
        assertThat(lost.fault("names")).contains("nowhere", "/etc/hosts");

        cluster.nodeExec("n3", "sh", "-ec", Doctor.OTHER_MUNGED).good();
        Doctor.Visit other = Doctor.visit(cluster, "n3", Map.of("mungeSocket", "/run/other/socket"));
        assertThat(other.fault("node")).contains("not believed by the tracker", "the same /etc/munge/munge.key");

        // Its socket stays.
        cluster.nodeExec("n3", "sh", "-c", "kill -9 $(cat /run/other/pid) && test -S /run/other/socket")
                .good();
        Doctor.Visit dead = Doctor.visit(cluster, "n3", Map.of("mungeSocket", "/run/other/socket"));
        assertThat(dead.fault("credential")).contains("/run/other/socket", "munged");
    }

    @Test
    void itsDoctorFindsFaultsOfSlurm() throws IOException {
        Path plugstack = cluster.directory().resolve("etc/plugstack.conf.d/peerboot.conf");
        Path conf = cluster.directory().resolve("etc/slurm.conf");
        String plugin = Files.readString(plugstack);
        String slurm = Files.readString(conf);
        Files.writeString(plugstack, plugin.replace("optional", "required"));
        Files.writeString(
                conf, slurm.replace("PrologFlags=Alloc", "").replaceAll("ResumeTimeout=\\d+", "ResumeTimeout=60"));
        try {
            cluster.exec("scontrol", "reconfigure").good();
            Doctor.Visit visit = Doctor.visit(cluster, "service", Map.of());
            assertThat(visit.fault("prolog")).contains("PrologFlags in slurm.conf: is not set", "add Alloc");
            assertThat(visit.fault("plugstack")).contains(plugstack + " line 1", "is required", "write optional");
            assertThat(visit.finding("reboot")).contains("ResumeTimeout is 60 s", "300 at least");
        } finally {
            Files.writeString(plugstack, plugin);
            Files.writeString(conf, slurm);
            cluster.exec("scontrol", "reconfigure").good();
        }

        Path away = cluster.directory().resolve("etc/away/slurm.conf");
        Files.createDirectories(away.getParent());
        Files.writeString(away, slurm + "SlurmctldPort=9\n");
        Doctor.Visit visit = Doctor.visit(cluster, "service", Map.of(), "SLURM_CONF=" + away);
        assertThat(visit.fault("slurm")).contains("slurmctld: does not answer", "start slurmctld");
    }

    @Test
    void leavesNothingBehind() throws IOException {
        SlurmCluster other = SlurmCluster.up("--nodes", "1", "--no-tracker");
        String id = other.exec("scontrol", "show", "config").good().lines().stream()
                .filter(line -> line.startsWith("ClusterName"))
                .map(line -> line.replaceAll(".*= *", ""))
                .findFirst()
                .orElseThrow();
        Path directory = other.directory();
        other.exec("sh", "-c", "setsid sleep 1000 >/dev/null 2>&1 &").good();
        other.close();

        assertThat(Command.run(60, List.of("ip", "netns", "list")).good().out()).doesNotContain(id);
        assertThat(Command.run(60, List.of("ps", "-eo", "args")).good().out()).doesNotContain(directory.toString());
        assertThat(directory).doesNotExist();
        assertThat(node(cluster.status(), "n1").peer())
                .as("the other cluster goes on")
                .isEqualTo("up");
    }

    private static String bootTime(String node) {
        String text =
                cluster.exec("scontrol", "-o", "show", "node", node).good().out();
        return text.replaceAll("(?s).*BootTime=(\\S+).*", "$1");
    }

    private static ClusterStatus.Node node(ClusterStatus status, String name) {
        return status.nodes().stream()
                .filter(one -> one.node().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long grown(JsonNode before, JsonNode after, String path) {
        return after.at(path).asLong() - before.at(path).asLong();
    }
}
