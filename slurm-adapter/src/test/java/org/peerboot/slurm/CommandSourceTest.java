package org.peerboot.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.cluster.reader.Commands;
import org.peerboot.image.RefusedException;

class CommandSourceTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    @BeforeEach
    void commands() throws IOException {
        for (String file : List.of("nodes", "squeue", "topology", "reservations")) {
            Files.write(dir.resolve(file), Recorded.lines(file + ".txt"));
        }
        Script.write(dir, "squeue", """
                [ "$1" = --version ] && { echo slurm-wlm 22.05.8; exit; }
                cat %1$s/jobs""".formatted(dir));
        Files.write(dir.resolve("jobs"), Recorded.lines("squeue.txt"));
        Script.write(dir, "scontrol", """
                for word; do :; done
                echo $word >>%1$s/asked
                cat %1$s/$word""".formatted(dir));
    }

    private static Commands commands(String path, @Nullable Path conf, Duration patience) {
        return new Commands(SlurmSettings.SLURM, SlurmSettings.SLURM.environment(path, conf), patience);
    }

    private Commands slurm(Duration patience) {
        return commands(dir + ":/usr/bin:/bin", null, patience);
    }

    private CommandSource source() {
        return new CommandSource(slurm(LONG));
    }

    @Test
    void readsAllThatTheCommandsTell() {
        assertThat(source().read()).isEqualTo(Recorded.cluster());
    }

    @Test
    void tellsWhatHasNotChangedByTheSameObject() throws IOException {
        CommandSource source = source();
        RawCluster first = source.read();
        Files.write(dir.resolve("jobs"), Recorded.lines("squeue.txt").subList(1, 3));
        RawCluster second = source.read();

        assertThat(second.nodes()).isSameAs(first.nodes());
        assertThat(second.reservations()).isSameAs(first.reservations());
        assertThat(second.jobs()).hasSize(2);
    }

    @Test
    void asksForTheSwitchesAgainOnlyWhenANodeHasAnotherName() throws IOException {
        CommandSource source = source();
        source.read();
        source.read();
        assertThat(Files.readAllLines(dir.resolve("asked"))).containsOnlyOnce("topology");

        Files.write(
                dir.resolve("nodes"),
                Recorded.lines("nodes.txt").stream()
                        .map(line -> line.replace("NodeName=n4 ", "NodeName=n5 "))
                        .toList());
        source.read();
        assertThat(Files.readAllLines(dir.resolve("asked")))
                .filteredOn("topology"::equals)
                .hasSize(2);
    }

    @Test
    void saysWhatSlurmComplainsOf() throws IOException {
        Script.write(dir, "scontrol", "echo 'slurm_load_node error: Unable to contact slurm controller' >&2; exit 1");
        assertThatThrownBy(() -> source().read())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("scontrol -a -F -o show nodes")
                .hasMessageContaining("Unable to contact slurm controller");
    }

    @Test
    void doesNotWaitForACommandThatHangs() throws IOException {
        Script.write(dir, "scontrol", "exec sleep 1000");
        assertThatThrownBy(() -> new CommandSource(slurm(Duration.ofSeconds(1))).read())
                .hasMessageContaining("gave no answer within 1 s");
    }

    @Test
    void refusesACommandThatIsNotThere() {
        assertThatThrownBy(() -> commands("/nowhere", null, LONG).run("squeue", List.of(), line -> {}))
                .hasMessageContaining("command squeue: is not in /nowhere");
    }

    @Test
    void stopsAtALineWithoutEnd() throws IOException {
        Script.write(dir, "squeue", "exec cat /dev/zero");
        assertThatThrownBy(() -> slurm(LONG).run("squeue", List.of(), line -> {}))
                .hasMessageContaining("said more than");
    }

    @Test
    void givesCommandsAnEnvironmentOfItsOwn() throws IOException {
        Script.write(dir, "squeue", "env");
        List<String> environment = new ArrayList<>();
        commands(dir + ":/usr/bin:/bin", Path.of("/etc/slurm/slurm.conf"), LONG)
                .run("squeue", List.of(), environment::add);

        assertThat(environment)
                .contains("SLURM_CONF=/etc/slurm/slurm.conf", "SLURM_TIME_FORMAT=%s", "LC_ALL=C")
                .noneMatch(line -> line.startsWith("HOME="));
    }

    @Test
    void findsNamesOfUsersTogetherAndOnce() throws IOException {
        Script.write(dir, "getent", """
                echo "$*" >>%1$s/asked
                echo ann:x:1001:100::/home/ann:/bin/sh
                exit 2""".formatted(dir));
        UserNames users = new UserNames(slurm(LONG));
        List<SlurmJob> jobs = new ArrayList<>();
        for (long user : List.of(1001L, 1002L, 1001L)) {
            jobs.add(new SlurmJob(1, "1", user, "RUNNING", "all", "", "", "OK", "n1", "", 0, 0));
        }

        assertThat(users.of(jobs)).containsEntry(1001L, "ann").containsEntry(1002L, "uid:1002");
        users.of(jobs);
        assertThat(Files.readAllLines(dir.resolve("asked"))).containsExactly("passwd 1001 1002");
    }
}
