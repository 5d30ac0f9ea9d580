package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.peerboot.doctor.Finding;
import org.peerboot.wire.ClusterStatus;

/** Faults that no configuration of the doctor's own can feign: planted in Slurm, in a clock, in releases. */
@Tag("cluster")
final class DoctorFaultsTest {
    private static final int LONG = 120;

    private static SlurmCluster cluster;

    @BeforeAll
    static void up() throws IOException {
        cluster = SlurmCluster.up("--nodes", "2", "--leaf", "2", "--wm-setting", "poll: 2s");
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @AfterEach
    void isHealthyAgain() {
        for (String machine : new String[] {"n2", "service"}) {
            assertThat(Doctor.visit(cluster, machine, Map.of()).faults()).isEmpty();
        }
    }

    @Test
    void findsAClockThatIsTenMinutesOff() {
        Doctor.Visit ahead = Doctor.visit(cluster, "n2", Map.of(), "faketime", "-f", "+600s");
        assertThat(ahead.fault("clock"))
                .containsPattern("(599|60\\d) s ahead of the tracker's")
                .contains("chronyd");
        Doctor.Visit behind = Doctor.visit(cluster, "n2", Map.of(), "faketime", "-f", "-600s");
        assertThat(behind.fault("clock")).containsPattern("(599|60\\d) s behind the tracker's");
    }

    @Test
    void findsANodeThatIsMissingInTheTopology() throws IOException {
        Path file = cluster.directory().resolve("etc/topology.conf");
        String topology = Files.readString(file);
        Files.writeString(file, topology.replace("n[1-2]", "n1"));
        try {
            cluster.exec("scontrol", "reconfigure").good();
            cluster.awaitStatus(
                    "n2 on no leaf", LONG, status -> cell(status, "n2").isEmpty());
            for (String machine : new String[] {"n2", "service"}) {
                Doctor.Visit visit = Doctor.visit(cluster, machine, Map.of());
                assertThat(visit.finding("topology")).contains("n2", "on no leaf switch", "topology.conf");
                assertThat(visit.level("topology")).isEqualTo(Finding.Level.WARNING);
            }
        } finally {
            Files.writeString(file, topology);
            cluster.exec("scontrol", "reconfigure").good();
        }
        cluster.awaitStatus("n2 on its leaf", LONG, status -> cell(status, "n2").startsWith("leaf1"));
    }

    private static String cell(ClusterStatus status, String node) {
        return status.nodes().stream()
                .filter(one -> one.node().equals(node))
                .findFirst()
                .orElseThrow()
                .cell();
    }

    /** No machine of the testbed has a systemd to ask. */
    @Test
    void findsAResumeTimeoutBelowTheBootTime() throws IOException {
        Path bin = Files.createDirectories(cluster.ofNode("n2", "scratch/bin"));
        Path analyze = Files.writeString(
                bin.resolve("systemd-analyze"),
                "#!/bin/sh\necho 'Startup finished in 58.1s (firmware) + 12s (kernel) + 2min 4s (userspace) = 3min 14.1s '\n");
        Files.setPosixFilePermissions(analyze, PosixFilePermissions.fromString("rwxr-xr-x"));
        Doctor.Visit visit = Doctor.visit(cluster, "n2", Map.of(), "PATH=/scratch/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        assertThat(visit.fault("reboot"))
                .contains("ResumeTimeout in slurm.conf: is 60 s", "last boot took 195 s", "set ResumeTimeout=300");
    }

    @Test
    void findsPeersThatAreTwoReleasesOld() throws IOException {
        Path tracker = Distribution.asRelease("0.3.0", cluster.directory().resolve("new"));
        Path old = Distribution.asRelease("0.1.4", cluster.directory().resolve("old"));
        run("service", "tracker", tracker, "tracker --config " + cluster.directory() + "/etc/tracker.yaml");
        run("n2", "peer", old, "peer");
        cluster.awaitStatus("the old peer", LONG, status -> "0.1.4".equals(version(status, "n2")));

        Doctor.Visit visit = Doctor.visit(cluster, "service", Map.of());
        assertThat(visit.fault("peers"))
                .contains(
                        "0.1.4 on n2",
                        "more than one release older than the tracker's 0.3.0",
                        "update peerboot-peer there");
        Doctor.Visit there = Doctor.visitBy(old, cluster, "n2", Map.of());
        assertThat(there.fault("versions"))
                .contains("peerboot 0.1.4 here", "2 releases older than the tracker's 0.3.0", "update this machine");

        again("service", "tracker");
        again("n2", "peer");
        cluster.awaitStatus(
                "today's peer", LONG, status -> !List.of("", "0.1.4").contains(version(status, "n2")));
    }

    private static void again(String machine, String daemon) {
        cluster.daemon(machine, "stop", daemon);
        cluster.daemon(machine, "start", daemon);
    }

    private static String version(ClusterStatus status, String node) {
        return status.nodes().stream()
                .filter(one -> one.node().equals(node) && one.peer().equals("up"))
                .map(one -> String.valueOf(one.version()))
                .findFirst()
                .orElse("");
    }

    /** In place of the machine's own daemon of that name, as its user. */
    private static void run(String machine, String name, Path program, String arguments) {
        String user = name.equals("peer") ? "peerboot" : "root";
        cluster.daemon(machine, "stop", name);
        cluster.nodeExec(
                        machine,
                        "sh",
                        "-c",
                        "rm -f /run/peerboot/peer.sock; setsid setpriv --reuid=" + user + " --regid=" + user
                                + " --init-groups env JAVA_HOME=" + System.getProperty("java.home") + " " + program
                                + " "
                                + arguments + " </dev/null >>" + cluster.directory() + "/log/" + machine + "." + name
                                + ".out 2>&1 & echo $! >/run/" + name + ".pid")
                .good();
    }
}
