package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.peerboot.image.Digest;
import org.peerboot.policy.Policy;
import org.peerboot.wire.Api;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.Json;
import org.peerboot.wire.RebootPlan;
import org.peerboot.wire.RebootPlan.State;

/** Nodes that are rebooted: leaves of 8, 100 Mbit/s links, 200 Mbit/s uplinks, ResumeTimeout of a minute. */
final class RebootCluster implements AutoCloseable {
    /** Fewer while somebody works on it: {@code -Dpeerboot.nodes=4}. */
    static final int NODES = Integer.getInteger("peerboot.nodes", 16);

    private static final int MIB = Integer.getInteger("peerboot.mib", 256);
    /** An image that never comes to the last node. */
    private static final String POLICY = """

            - name: late-for-the-last
              when: image.name.startsWith("late") && destination.name == "n%d"
              deny: true
            """.formatted(NODES);

    final SlurmCluster slurm;
    private final Path scratch;
    private final Path kernel;

    RebootCluster(String... options) throws IOException {
        SlurmCluster.assumePossible();
        scratch = Files.createTempDirectory("peerboot-reboot");
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
        kernel = Path.of(Command.run(
                        900, List.of(Checkout.path("packaging/testbed.d/kernel").toString(), Integer.toString(MIB)))
                .good()
                .out()
                .strip());
        List<String> all = new ArrayList<>(List.of(
                "--nodes",
                Integer.toString(NODES),
                "--leaf",
                Integer.toString(Math.min(8, Math.max(1, NODES / 2))),
                "--policy",
                policy().toString()));
        all.addAll(Arrays.asList(options));
        slurm = SlurmCluster.up(all.toArray(String[]::new));
    }

    private Path policy() throws IOException {
        try (InputStream shipped = Policy.class.getResourceAsStream("policy.yaml")) {
            String rules = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(scratch.resolve("policy.yaml"), rules + POLICY);
        }
    }

    static String all() {
        return "n[1-" + NODES + "]";
    }

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= NODES; i++) {
            names.add("n" + i);
        }
        return names;
    }

    /** Publishes kernel, initramfs and a root image. */
    Digest publishBig(String name) {
        return publish(
                name, "--initrd", kernel + "/initramfs.img", "--file", kernel + "/root-" + MIB + ".img:root.img");
    }

    /** Publishes a kernel and a few bytes that make the image another. */
    Digest publishSmall(String name) throws IOException {
        byte[] content = new byte[100_000];
        new Random(name.hashCode()).nextBytes(content);
        Path file = Files.write(scratch.resolve(name.replace(':', '-')), content);
        return publish(name, "--file", file + ":root.img");
    }

    private Digest publish(String name, String... files) {
        List<String> line = new ArrayList<>(List.of("peerboot", "publish", name, "--kernel", kernel + "/vmlinuz"));
        line.addAll(List.of(files));
        line.addAll(List.of("--append", "ro quiet", "--key", slurm.directory().resolve("etc/site.key") + ""));
        slurm.exec(line.toArray(String[]::new)).good();
        String listed = slurm.exec("peerboot", "images", "--json").good().out();
        for (JsonNode image : Json.read(listed, JsonNode[].class, "images")) {
            if (image.get("name").asText().equals(name)) {
                return Digest.parse(image.get("digest").asText());
            }
        }
        throw new AssertionError(name + " is not published: " + listed);
    }

    void awaitPeers() {
        slurm.awaitStatus(
                "every peer is up",
                600,
                status -> status.nodes().stream().allMatch(node -> node.peer().equals("up")));
    }

    void awaitComplete(String image) {
        slurm.awaitStatus(
                image + " is complete",
                600,
                status -> status.transfers().stream()
                        .filter(transfer -> transfer.image().name().equals(image))
                        .anyMatch(transfer -> transfer.complete() == transfer.nodes()));
    }

    /** Waits until the newest plan is as wanted, and the command says so too. */
    void awaitPlan(String what, Predicate<RebootPlan> wanted) {
        slurm.await(what, 900, () -> slurm.read(Api.REBOOTS, RebootPlan[].class)[0], now -> {
            assertThat(now.state()).as("%s", now).isNotIn(State.BLOWN, State.FAILED);
            return wanted.test(now);
        });
        String said =
                slurm.exec("peerboot", "reboot", "--status", "--json").good().out();
        assertThat(Json.read(said, RebootPlan[].class, "the command")[0]).matches(wanted, what);
    }

    /** Every node rebooted through the boot action, and its kernel's command line names the image. */
    void everyNodeRuns(Digest image, List<String> nodes) throws IOException {
        for (String node : nodes) {
            assertThat(slurm.nodeExec(node, "cat", "/proc/cmdline").good().out())
                    .as("command line of %s", node)
                    .contains("peerboot.image=" + image);
            assertThat(Files.readAllLines(slurm.ofNode(node, "boots")))
                    .as("boots of %s", node)
                    .last()
                    .asString()
                    .endsWith("reboot " + image);
        }
    }

    /** Slurm says so in its log, and it stays so. */
    void noNodeWasEverDown() throws IOException {
        assertThat(Files.readAllLines(slurm.directory().resolve("log/slurmctld.log")))
                .noneMatch(line -> line.matches(".*(to DOWN|state DOWN|reboot timed out|unexpectedly rebooted).*"));
        for (ClusterStatus.Node node : slurm.status().nodes()) {
            slurm.awaitNode(node.node(), 300, "idle");
        }
    }

    /** Payload and all else that the service node's link carried to the nodes. */
    long sent() {
        return slurm.stats().at("/service/tx_bytes").asLong();
    }

    /** Copies of the image, by the counter of the service node's link. */
    void originSentAtMost(double copies, String image, long before) {
        long bytes = slurm.status().transfers().stream()
                .map(transfer -> transfer.image())
                .filter(info -> info.name().equals(image))
                .findFirst()
                .orElseThrow()
                .bytes();
        double sent = (sent() - before) / (double) bytes;
        System.out.printf("%s: the origin sent %.3f copies%n", image, sent);
        assertThat(sent).as("copies of %s that the origin sent", image).isBetween(0.9, copies);
    }

    ClusterStatus.Node node(String name) {
        return slurm.status().nodes().stream()
                .filter(node -> node.node().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        slurm.close();
        Trees.delete(scratch);
    }
}
