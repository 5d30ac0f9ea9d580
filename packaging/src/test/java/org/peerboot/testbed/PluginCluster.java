package org.peerboot.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Slurm cluster whose nodes have the SPANK plugin; user {@code nobody} submits, jobs run in {@code /scratch}. */
final class PluginCluster implements AutoCloseable {
    private static final String SHIM = "spank-shim";

    private final SlurmCluster cluster;
    private final Path plugin;

    private PluginCluster(SlurmCluster cluster, Path plugin) {
        this.cluster = cluster;
        this.plugin = plugin;
    }

    static PluginCluster up(int nodes) throws IOException {
        SlurmCluster cluster = slurm(nodes);
        return new PluginCluster(cluster, cluster.directory().resolve("lib/peerboot.so"));
    }

    /** With the build of the plugin that fails on demand. */
    static PluginCluster upWithFaults(int nodes) throws IOException {
        SlurmCluster cluster = slurm(nodes);
        try {
            Path build = cluster.directory().resolve("shim");
            String shim = Checkout.path(SHIM).toString();
            Command.run(300, List.of("make", "-s", "-C", shim, "BUILD=" + build, "faults"))
                    .good();
            return new PluginCluster(cluster, build.resolve("faults/peerboot.so"));
        } catch (RuntimeException | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    private static SlurmCluster slurm(int nodes) throws IOException {
        return SlurmCluster.up("--nodes", Integer.toString(nodes), "--leaf", "2", "--resume-timeout", "300");
    }

    /** What each process that loads the plugin from now on is given. */
    void arguments(String... arguments) throws IOException {
        Files.writeString(
                cluster.directory().resolve("etc/plugstack.conf.d/peerboot.conf"),
                "optional " + plugin + " " + String.join(" ", arguments) + "\n");
    }

    SlurmCluster slurm() {
        return cluster;
    }

    List<String> nodes() {
        return cluster.exec("sinfo", "-h", "-N", "-o", "%N").good().lines().stream()
                .distinct()
                .toList();
    }

    void publish(String image, String access, Path tree) {
        cluster.exec("peerboot", "publish", image, "--access", access, "--tree", tree.toString())
                .good();
    }

    Command srun(String user, String... arguments) {
        return as(user, "srun", arguments);
    }

    /** A batch job, until it has ended; standard output and error go to {@code /scratch/NAME} of its first node. */
    Command sbatch(String user, String name, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-W", "-J", name, "-o", "/scratch/" + name));
        all.addAll(List.of(arguments));
        return as(user, "sbatch", all.toArray(String[]::new));
    }

    private Command as(String user, String program, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--user", user, program, "-D", "/scratch"));
        all.addAll(List.of(arguments));
        return cluster.exec(all.toArray(String[]::new));
    }

    /** Waits until Slurm would give every node a job, and nobody gave a reason not to. */
    void awaitAllIdle(String after) {
        for (String node : nodes()) {
            cluster.await(
                    node + " is idle after " + after,
                    300,
                    () -> cluster.exec("sinfo", "-h", "-N", "-n", node, "-o", "%T %E")
                            .good()
                            .out()
                            .strip(),
                    "idle none"::equals);
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
