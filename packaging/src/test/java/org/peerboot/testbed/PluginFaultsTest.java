package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever callback of the plugin fails: the node stays in service, and the next job runs. */
@Tag("cluster")
final class PluginFaultsTest {
    @TempDir
    private static Path tree;

    private static PluginCluster cluster;

    @BeforeAll
    static void up() throws IOException {
        Files.writeString(tree.resolve("file"), "file\n");
        cluster = PluginCluster.upWithFaults(1);
        cluster.publish("data:v1", "public", tree);
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init",
                "init_post_opt",
                "local_user_init",
                "user_init",
                "task_init_privileged",
                "task_init",
                "task_post_fork",
                "task_exit",
                "exit",
                "job_prolog",
                "job_epilog",
                "slurmd_exit"
            })
    void mayFail(String callback) throws IOException {
        cluster.arguments("wait=60s", "fault=" + callback);
        restart();
        Command batch = cluster.sbatch("nobody", callback, "--wrap", "srun echo the step ran; echo the job ran");
        assertThat(batch.exit()).as(batch.toString()).isZero();
        assertThat(scratch(callback)).content().contains("the job ran\n");
        cluster.srun("nobody", "true");
        // Once more with an image; a plugin that fails in srun may keep srun from knowing the option.
        cluster.srun("nobody", "--peerboot=data:v1,wait=10s", "true");
        restart();
        cluster.awaitAllIdle("a failure in " + callback);
        assertThat(faults()).as("the callback did fail").contains("peerboot: fault in " + callback + "\n");
    }

    @Test
    void theBuildThatFailsOnDemandDoesOtherwiseWhatThePluginDoes() throws IOException {
        cluster.arguments("wait=60s");
        restart();
        Command step = cluster.srun("nobody", "--peerboot=data:v1", "sh", "-c", "cat $PEERBOOT_DIR/file");
        assertThat(step.good().out()).isEqualTo("file\n");
    }

    /** slurmd keeps the arguments that it began with, and calls the plugin when it begins and ends. */
    private static void restart() {
        cluster.slurm().daemon("n1", "stop", "slurmd");
        cluster.slurm().daemon("n1", "start", "slurmd");
        cluster.slurm().awaitNode("n1", 300, "idle");
    }

    /** All that Slurm's daemons and commands said. */
    private static String faults() throws IOException {
        StringBuilder all =
                new StringBuilder(Files.readString(cluster.slurm().directory().resolve("log/n1.slurmd.log")));
        all.append(Files.readString(cluster.slurm().directory().resolve("log/n1.slurmd.out")));
        return all.append(scratchAll()).toString();
    }

    private static String scratchAll() throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.list(scratch("x").getParent())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private static Path scratch(String name) {
        return cluster.slurm().ofNode("n1", "scratch/" + name);
    }
}
