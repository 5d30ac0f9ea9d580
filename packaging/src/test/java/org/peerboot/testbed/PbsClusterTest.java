package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Digest;
import org.peerboot.wire.ClusterStatus;

/** A real OpenPBS where one is installed and PBS_EXEC says where: what the tracker reads of it, and what its hooks do. */
@Tag("cluster")
@EnabledIfEnvironmentVariable(named = "PBS_EXEC", matches = "/.+")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PbsClusterTest {
    private static final int LONG = 300;
    private static final List<String> NODES = List.of("n1", "n2", "n3");
    private static final Path EXEC = Path.of(String.valueOf(System.getenv("PBS_EXEC")));

    @TempDir
    private static Path tree;

    private static SlurmCluster cluster;

    @BeforeAll
    static void up() throws IOException {
        cluster = SlurmCluster.up(
                "--nodes",
                "3",
                "--leaf",
                "2",
                "--wm",
                "pbs",
                "--wm-setting",
                "poll: 2s",
                "--wm-setting",
                "timeout: 10s");
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static String command(String name) {
        return EXEC.resolve("bin").resolve(name).toString();
    }

    /** Of a job of many minutes that leaves no files. */
    private static String submit(String resources) {
        return cluster.exec(
                        command("qsub"), "-R", "oe", "-l", resources, "-l", "place=scatter", "--", "/bin/sleep", "1000")
                .good()
                .out()
                .strip();
    }

    private static Set<String> busy(ClusterStatus status) {
        return status.nodes().stream()
                .filter(ClusterStatus.Node::job)
                .map(ClusterStatus.Node::node)
                .collect(Collectors.toSet());
    }

    private static void awaitBusy(int nodes) {
        cluster.awaitStatus(
                nodes + " nodes with a job", LONG, status -> busy(status).size() == nodes);
    }

    @Test
    @Order(1)
    void theTrackerFollowsJobsFromBeginToEndAndHooksTellThePeers() {
        String id = submit("select=2:ncpus=2");
        awaitBusy(2);
        assertThat(cluster.nodeExec("n1", "cat", cluster.directory() + "/log/n1.peer.out")
                        .out())
                .contains("job=" + id + " begins");

        cluster.exec(command("qdel"), id).good();
        awaitBusy(0);
    }

    @Test
    @Order(2)
    void anOrderThatIsWrongIsRefusedToItsUser() {
        Command refused = cluster.exec(command("qsub"), "-l", "peerboot_stage=data", "--", "/bin/true");
        assertThat(refused.exit()).isEqualTo(32);
        assertThat(refused.err()).contains("peerboot_stage='data': there is no colon between name and tag");
    }

    @Test
    @Order(3)
    void theLibraryTellsWhatTheCommandsTell() throws IOException {
        submit("select=3:ncpus=2");
        submit("select=1:ncpus=1");
        cluster.exec(command("qsub"), "-h", "-N", "true", "-J", "1-3", "-l", "select=1:ncpus=1", "--", "/bin/true")
                .good();
        awaitBusy(3);
        JsonNode byCommands = read("commands");
        JsonNode byLibrary = read("library");
        for (String part :
                List.of("/head/version", "/nodes", "/switches", "/jobs", "/reservations", "/head/warnings")) {
            assertThat(byLibrary.at(part).isMissingNode()).as(part).isFalse();
            assertThat(byLibrary.at(part)).as(part).isEqualTo(byCommands.at(part));
        }
        assertThat(byLibrary.get("nodes")).hasSize(3);
        assertThat(byLibrary.get("jobs")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(byLibrary.at("/head/warnings")).isEmpty();

        for (JsonNode job : byLibrary.get("jobs")) {
            cluster.exec(command("qdel"), job.get("id").asText()).good();
        }
        awaitBusy(0);
    }

    private static boolean attributes(String pattern) {
        String jobs = cluster.exec(command("qstat"), "-f", "-w").good().out();
        return jobs.lines().anyMatch(line -> line.matches(pattern));
    }

    private static JsonNode read(String way) throws IOException {
        String ask = "coproc \"$0\" pbs-reader --reader $1 --path $2; echo '{\"known\":0}' >&${COPROC[1]};"
                + " read -r -t 100 answer <&${COPROC[0]}; echo \"$answer\"";
        String path = EXEC + "/bin:/usr/bin:/bin";
        String answer = cluster.exec("bash", "-c", ask, Distribution.program().toString(), way, path)
                .good()
                .out();
        return new ObjectMapper().readTree(answer);
    }

    private static void publish(String image, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        Files.write(tree.resolve("set"), content);
        cluster.exec("peerboot", "publish", image, "--access", "public", "--tree", tree.toString())
                .good();
    }

    /** As an ordinary user. */
    private static String order(String image, int nodes, String script) {
        return cluster.exec(
                        "--user",
                        "daemon",
                        command("qsub"),
                        "-R",
                        "oe",
                        "-l",
                        "select=" + nodes + ":ncpus=1",
                        "-l",
                        "place=scatter",
                        "-l",
                        "peerboot_stage=" + image + ":/scratch/" + image.replace(':', '-'),
                        "--",
                        "/bin/sh",
                        "-c",
                        script)
                .good()
                .out()
                .strip();
    }

    private static String saysWhatItFinds(String image) {
        return "echo $(hostname) $PEERBOOT_STATUS $PEERBOOT_DIR $(stat -c %s $PEERBOOT_DIR/set) >>/scratch/said-"
                + image.replace(':', '-');
    }

    /** pbsdsh starts a task on each host of the job. */
    @Test
    @Order(4)
    void aJobWaitsUntilItsHostsHoldItsImageAndTheseServeEachOther() throws IOException {
        int bytes = 64 << 20;
        publish("set:v1", bytes);
        String id = order("set:v1", 3, command("pbsdsh") + " -- /bin/sh -c '" + saysWhatItFinds("set:v1") + "'");
        cluster.awaitStatus(
                "the gate's word", LONG, status -> attributes(".*comment = .*image set:v1 is on its way .*"));
        cluster.awaitStatus("the job's end", LONG, status -> finished(id));

        for (String node : NODES) {
            Path scratch = cluster.ofNode(node, "scratch");
            assertThat(scratch.resolve("said-set-v1")).hasContent(node + " complete /scratch/set-v1 " + bytes);
            assertThat(Files.getOwner(scratch.resolve("set-v1"), LinkOption.NOFOLLOW_LINKS)
                            .getName())
                    .isEqualTo("daemon");
            assertThat(cluster.directory().resolve("log/" + node + ".peer.out"))
                    .as("before the job began")
                    .content()
                    .containsPattern("(?s)image=set:v1 .* complete .*job=" + id + " begins");
        }
        long fromOrigin = cluster.status().nodes().stream()
                .flatMap(node -> node.images().stream())
                .mapToLong(image -> image.bytesBySource().getOrDefault("origin", 0L))
                .sum();
        assertThat(fromOrigin).as("alone, each would take a copy of its own").isLessThan(2L * bytes);
    }

    @Test
    @Order(5)
    void aHostWhereTheImageDoesNotComeGoesOfflineAndTheJobElsewhere() throws IOException {
        cluster.daemon("n2", "kill", "peer");
        publish("set:v2", 1 << 20);
        String id = order("set:v2", 2, saysWhatItFinds("set:v2"));
        cluster.awaitStatus("the job's end", LONG, status -> finished(id));

        assertThat(cluster.ofNode("n1", "scratch").resolve("said-set-v2"))
                .hasContent("n1 complete /scratch/set-v2 " + (1 << 20));
        String vnodes = cluster.exec(command("pbsnodes"), "-av").good().out();
        assertThat(vnodes).containsOnlyOnce("state = offline").containsOnlyOnce("image set:v2 did not come here");
        assertThat(cluster.exec(command("pbsnodes"), "-l").out()).startsWith("n2 ");
        cluster.daemon("n2", "start", "peer");
        cluster.exec(command("pbsnodes"), "-r", "n2").good();
    }

    /** Nobody published it, so it takes no host offline: the job is let through, and its task is held back. */
    @Test
    @Order(6)
    void aStrictJobsTaskDoesNotBeginWithoutItsImage() {
        String id = cluster.exec(
                        "--user",
                        "daemon",
                        command("qsub"),
                        "-o",
                        "/scratch/strict.out",
                        "-e",
                        "/scratch/strict.err",
                        "-l",
                        "select=1:ncpus=1:host=n1",
                        "-l",
                        "peerboot_stage=none:v1",
                        "-l",
                        "peerboot_strict=true",
                        "--",
                        "/bin/touch",
                        "/scratch/begun")
                .good()
                .out()
                .strip();
        cluster.awaitStatus("the job's end", LONG, status -> finished(id));

        assertThat(cluster.ofNode("n1", "scratch/strict.err"))
                .content()
                .contains("peerboot: image none:v1 on node n1: strict: the task does not start");
        assertThat(cluster.ofNode("n1", "scratch/begun")).doesNotExist();
        assertThat(cluster.exec(command("pbsnodes"), "-l").out()).isBlank();
    }

    private static void publishOs(String image) throws IOException {
        Path kernel = Files.writeString(tree.resolve("kernel"), image);
        cluster.exec("peerboot", "publish", image, "--kernel", kernel.toString())
                .good();
    }

    /** @param attribute such as {@code state = offline} */
    private static boolean is(String vnode, String attribute) {
        return cluster.exec(command("pbsnodes"), vnode)
                .out()
                .lines()
                .anyMatch(line -> line.strip().equals(attribute));
    }

    @Test
    @Order(7)
    void anAoeBootsItsImageBeforeTheJobBegins() throws IOException {
        publishOs("os:1");
        String id = cluster.exec(
                        command("qsub"),
                        "-R",
                        "oe",
                        "-l",
                        "select=1:ncpus=1:host=n1:aoe=os@1",
                        "--",
                        "/bin/cp",
                        "/proc/cmdline",
                        "/scratch/booted")
                .good()
                .out()
                .strip();
        cluster.awaitStatus("the job's end", LONG, status -> finished(id));

        Digest image = cluster.status().transfers().stream()
                .map(transfer -> transfer.image())
                .filter(info -> info.name().equals("os:1"))
                .findFirst()
                .orElseThrow()
                .digest();
        assertThat(cluster.ofNode("n1", "scratch").resolve("booted")).content().contains("peerboot.image=" + image);
        assertThat(is("n1", "current_aoe = os@1")).isTrue();
    }

    /** Its MoM says hello as one does that has come up; the node was never rebooted. */
    @Test
    @Order(8)
    void aNodeThatOnlySeemsToHaveBootedIsNotTaken() throws IOException {
        publishOs("os:2");
        Path config = Files.writeString(
                cluster.directory().resolve("etc/pbs-false.json"),
                Files.readString(cluster.directory().resolve("etc/pbs-provision.json"))
                        .replaceAll("(?s)\"reboot\": \\[.*?]", "\"reboot\": [\"/bin/true\"], \"patience\": 30"));
        cluster.exec(command("qmgr"), "-c", "import hook peerboot_provision application/x-config default " + config)
                .good();
        String id = submit("select=1:ncpus=1:host=n3:aoe=os@2");
        cluster.awaitStatus("the provisioning", LONG, status -> is("n3", "state = provisioning"));
        cluster.nodeExec("n3", "pkill", "-HUP", "pbs_mom").good();
        cluster.awaitStatus("the verdict", LONG, status -> is("n3", "state = offline"));

        assertThat(is("n3", "comment = Vnode offlined since it failed provisioning"))
                .isTrue();
        assertThat(is("n3", "current_aoe = os@2")).isFalse();
        assertThat(attributes(".*job_state = R.*")).isFalse();
        cluster.exec(command("qdel"), id).good();
        cluster.exec(command("pbsnodes"), "-r", "n3").good();
        assertThat(setUp())
                .as("what was changed by hand")
                .contains("import hook peerboot_provision application/x-config");
    }

    private static boolean finished(String id) {
        return cluster.exec(command("qstat"), id).exit() != 0;
    }

    @Test
    @Order(9)
    void aServerThatStopsIsSaidAndOneThatComesBackIsFollowed() {
        submit("select=3:ncpus=2");
        awaitBusy(3);
        // a job whose start the MoM has not yet confirmed would be started anew
        cluster.awaitStatus("jobs that run", LONG, status -> !attributes(".*substate = 41.*"));
        cluster.exec(command("qterm"), "-t", "quick").good();
        cluster.awaitStatus(
                "the warning", LONG, status -> String.valueOf(status.warning()).contains("PBS gives no news"));
        assertThat(busy(cluster.status())).as("the last good state").hasSize(3);

        cluster.exec(
                "env",
                "PBS_DATA_SERVICE_USER=postgres",
                EXEC.resolve("libexec/pbs_init.d").toString(),
                "start");
        cluster.awaitStatus("no warning", LONG, status -> status.warning() == null);
        awaitBusy(3);
    }

    @Test
    @Order(10)
    void aServerThatAnswersAfterHalfAMinuteIsSaidAndThenFollowed() throws InterruptedException {
        String stopped = "kill -STOP $(cat /run/testbed/pbs/server_priv/server.lock); sleep 30;"
                + " kill -CONT $(cat /run/testbed/pbs/server_priv/server.lock)";
        Thread meanwhile = new Thread(() -> cluster.exec("sh", "-c", stopped));
        meanwhile.start();
        cluster.awaitStatus(
                "the warning", LONG, status -> String.valueOf(status.warning()).contains("PBS gives no news"));
        assertThat(busy(cluster.status())).as("the last good state").hasSize(3);
        meanwhile.join();
        cluster.awaitStatus("no warning", LONG, status -> status.warning() == null);
        assertThat(busy(cluster.status())).hasSize(3);
    }

    private static String setUp(String... options) {
        List<String> line = new ArrayList<>(List.of(
                Checkout.path("packaging/pbs/setup").toString(), "--plan", "--etc", cluster.directory() + "/etc"));
        line.addAll(List.of(options));
        return cluster.exec(line.toArray(String[]::new)).good().out();
    }

    private static String resourcesAndHooks() {
        return cluster.exec("sh", "-c", "for what in server hook; do " + command("qmgr") + " -c \"print $what\"; done")
                .out();
    }

    @Test
    @Order(11)
    void theSetUpIsWholeAndGoesWithoutATrace() {
        assertThat(setUp().strip()).isEqualTo("# nothing to change");
        cluster.exec("sh", "-c", command("qdel") + " -W force $(" + command("qselect") + ")");
        awaitBusy(0);

        assertThat(setUp("--remove", "--dry-run"))
                .contains("delete hook peerboot_mom", "delete resource peerboot_stage");
        assertThat(resourcesAndHooks()).contains("create resource peerboot_stage", "create hook peerboot_mom");
        setUp("--remove");
        assertThat(resourcesAndHooks()).doesNotContain("peerboot_").contains("create resource switch");
        assertThat(cluster.ofNode("service", "pbs/sched_priv/sched_config"))
                .content()
                .doesNotContain("peerboot_image");
        assertThat(setUp("--remove").strip()).isEqualTo("# nothing to change");

        assertThat(setUp("--dry-run")).contains("create resource peerboot_stage", "create hook peerboot_mom");
        assertThat(resourcesAndHooks()).doesNotContain("peerboot_");
        setUp();
        assertThat(resourcesAndHooks()).contains("create resource peerboot_stage", "create hook peerboot_mom");
        assertThat(setUp().strip()).isEqualTo("# nothing to change");
    }
}
