package org.peerboot.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.RefusedException;

/** A whole machine in a directory, with faults. */
class ReportTest {
    @TempDir
    Path root;

    private Path sick(SickNode node) throws Exception {
        node.write("proc/meminfo", "MemAvailable:    8000000 kB\n");
        node.write("etc/slurm/slurm.conf", "ClusterName=test\n");
        node.write("etc/slurm/plugstack.conf", "required /usr/lib64/peerboot.so\n");
        node.write("etc/pbs.conf", "PBS_SERVER=pbs1\n");
        return node.write(
                "etc/peerboot/peer.yaml",
                "tracker: http://127.0.0.1:1\nmungeSocket: " + root.resolve("munge") + "\ncache: "
                        + root.resolve("cache") + "\ntrustedKeys: " + root.resolve("keys") + "\nsocket: "
                        + root.resolve("sock") + "\nport: 1\n");
    }

    @Test
    void tellsEachFaultOnce() throws Exception {
        SickNode node = new SickNode(root).without("scontrol show config");
        sick(node);
        NodeCheckup checkup = new NodeCheckup();
        assertThat(checkup.plays(node.host("localhost"))).isTrue();

        Report report = Report.of(node.host("localhost"), List.of(checkup), null);

        assertThat(report.healthy()).isFalse();
        List<Finding> faults = report.roles().get(0).findings().stream()
                .filter(finding -> finding.level() == Finding.Level.FAULT)
                .toList();
        assertThat(faults)
                .extracting(Finding::check)
                .containsExactly("keys", "credential", "tracker", "peer", "port", "slurm", "plugstack", "identity");
        assertThat(faults).allSatisfy(fault -> assertThat(fault.cure()).isNotBlank());
    }

    @Test
    void aTrackersMachineIsANodeTooWhereAPeerRunsOrIsToRun() throws Exception {
        SickNode node = new SickNode(root);
        sick(node);
        node.write("etc/peerboot/tracker.yaml", "{}\n");
        assertThat(new NodeCheckup().plays(node.host("admin1"))).isFalse();

        Path enabled = root.resolve("etc/systemd/system/multi-user.target.wants/peerboot-peer.service");
        Files.createDirectories(enabled.getParent());
        Files.createSymbolicLink(enabled, Path.of("/usr/lib/systemd/system/none"));
        assertThat(new NodeCheckup().plays(node.host("admin1"))).isTrue();

        Files.delete(enabled);
        node.write("run/peerboot/peer.sock", "");
        assertThat(new NodeCheckup().plays(node.host("admin1"))).isTrue();
    }

    @Test
    void aConfigurationThatCannotBeReadIsAFindingToo() throws Exception {
        SickNode node = new SickNode(root);
        Path file = node.write("etc/peerboot/peer.yaml", "trakker: http://admin1:7070\n");

        Report report = Report.of(node.host("n1"), List.of(new NodeCheckup()), null);

        assertThat(report.roles().get(0).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.found()).contains(file.toString(), "line 1", "trakker");
            assertThat(finding.cure()).contains("tracker");
        });
    }

    @Test
    void aBundleHoldsWhatHelpsAndNoSecret() throws Exception {
        SickNode node = new SickNode(root)
                .prints(
                        "journalctl --no-pager -n 5000 -u peerboot-*",
                        "n1 peerboot[7]: asked with Authorization: Munge MUNGE:AwQFAADsecretAAA=:\n");
        sick(node);
        node.write("etc/peerboot/tracker.yaml", "port: 7070\nsnmp: {community: sesame, host: leaf1}\n");
        node.write("etc/peerboot/site.key", "-----BEGIN PRIVATE KEY-----\nsesame\n-----END PRIVATE KEY-----\n");
        node.write(
                "etc/slurm/slurm.conf",
                "ClusterName=test\nAccountingStoragePass=sesame\n-----BEGIN PRIVATE KEY-----\nsesame\n");
        Host host = node.host("n1");
        Path file = root.resolve("bundle.zip");

        Bundle.write(file, Report.of(host, List.of(new NodeCheckup()), null), host);

        List<String> names = new ArrayList<>();
        StringBuilder all = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                all.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(names)
                .contains(
                        "peerboot/report.json",
                        "peerboot/etc/peerboot/peer.yaml",
                        "peerboot/slurm/slurm.conf",
                        "peerboot/commands/journal.txt")
                .noneMatch(name -> name.endsWith(".key"));
        assertThat(all).contains("is required", "host: leaf1", "ClusterName=test", "asked with");
        assertThat(all).doesNotContain("sesame", "secretAAA");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> Bundle.write(file, new Report("n1", "1", List.of()), host))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("exists");
    }
}
