package org.peerboot.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerboot.auth.Credentials;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.Health;
import org.peerboot.wire.Json;
import org.peerboot.wire.Limits;

/** Each fault is planted; its check finds it and names the cure. */
class NodeFaultsTest {
    @TempDir
    Path root;

    private static void fault(Check check, String found, String cure) {
        Finding finding = Finding.of(check);
        assertThat(finding.level()).as(finding.toString()).isEqualTo(Finding.Level.FAULT);
        assertThat(finding.found()).contains(found);
        assertThat(finding.cure()).contains(cure);
    }

    private static void warning(Check check, String found, String cure) {
        Finding finding = Finding.of(check);
        assertThat(finding.level()).as(finding.toString()).isEqualTo(Finding.Level.WARNING);
        assertThat(finding.found()).contains(found);
        assertThat(finding.cure()).contains(cure);
    }

    private static void good(Check check) {
        Finding finding = Finding.of(check);
        assertThat(finding.level()).as(finding.toString()).isEqualTo(Finding.Level.GOOD);
        assertThat(finding.cure()).isNull();
    }

    private static String health(String version, long time) {
        return Json.write(new Health(true, version, 1, time));
    }

    @Test
    void aClockThatIsTenMinutesOff() {
        long now = SickNode.NOW.toEpochMilli();
        fault(
                new ClockCheck(SickNode.tracker(200, health("0.5.0", now - 600_000))),
                "600 s ahead of the tracker's",
                "chronyd");
        fault(new ClockCheck(SickNode.tracker(200, health("0.5.0", now + 600_000))), "600 s behind", "chronyd");
        good(new ClockCheck(SickNode.tracker(200, health("0.5.0", now - 3000))));
        warning(new ClockCheck(SickNode.tracker(200, health("0.5.0", 0))), "does not tell its time", "update");
    }

    @Test
    void aTrackersPortThatIsClosed() {
        HttpTracker nobody = new HttpTracker(URI.create("http://127.0.0.1:1"), () -> request -> "", Clock.systemUTC());
        fault(new PortCheck(nobody), "tracker http://127.0.0.1:1: does not answer", "open its port");
    }

    @Test
    void aNameThatDoesNotResolve() {
        NamesCheck.Resolver resolver = host -> {
            if (host.equals("nowhere")) {
                throw new UnknownHostException(host);
            }
            return InetAddress.getLoopbackAddress();
        };
        fault(new NamesCheck(List.of("n1", "nowhere"), resolver), "name nowhere: has no address", "/etc/hosts");
        good(new NamesCheck(List.of("n1"), resolver));
    }

    @Test
    void aNodeNameOtherThanTheHostsName() {
        SickNode node = new SickNode(root);
        fault(identity(node, "host7", "host7"), "this host, host7, is NodeName gpu7", "write node: gpu7");
        fault(identity(node, "n1", "host7"), "is the node of host n1", "write node: gpu7");
        fault(identity(node, "n9", "n9"), "is no NodeName", "add the node to slurm.conf");
        good(identity(node, "gpu7", "host7"));
        good(identity(node, "n1", "n1"));
    }

    @Test
    void aNodesAddressThatIsAnothers() {
        SickNode node = new SickNode(root);
        fault(
                new IdentityCheck("n1", "n1", node.commands(), InetAddress::getByName, Set::of),
                "NodeAddr 127.0.0.1 of n1: is 127.0.0.1, which is no address of this machine",
                "slurm.conf");
    }

    private static IdentityCheck identity(SickNode node, String name, String host) {
        return new IdentityCheck(
                name, host, node.commands(), InetAddress::getByName, () -> Set.of(InetAddress.getLoopbackAddress()));
    }

    @Test
    void aMungeKeyThatDiffers() {
        Membership membership = new Membership(
                SickNode.tracker(401, "{\"error\": \"credential: is refused by MUNGE (Invalid credential)\"}"), "n1");
        fault(new NodeCheck(membership), "refused by MUNGE (Invalid credential)", "the same /etc/munge/munge.key");
    }

    @Test
    void aMungedThatIsDown() {
        fault(
                new CredentialCheck(() -> Credentials.choose(null, root.resolve("none"))),
                root.resolve("none").toString(),
                "munged");
    }

    @Test
    void aNodeThatTheTrackerDoesNotKnow() {
        Membership membership =
                new Membership(SickNode.tracker(404, "{\"error\": \"node n9: is not in slurm; add it\"}"), "n9");
        fault(new NodeCheck(membership), "node n9: is not known to the workload manager", "set node: in peer.yaml");
    }

    @Test
    void aSlurmctldThatCannotBeReached() {
        SlurmConfig slurm = new SickNode(root).without("scontrol show config").slurm();
        fault(new ReachCheck(slurm), "slurmctld: does not answer", "start slurmctld");
        fault(new PrologCheck(slurm), "slurmctld: does not answer", "start slurmctld");
    }

    @Test
    void aPbsServerThatCannotBeReached() throws Exception {
        SickNode node = new SickNode(root);
        node.write("etc/pbs.conf", "PBS_SERVER=pbs1\nPBS_EXEC=/opt/pbs\n");
        fault(new PbsCheck(node.host("n1"), true), "does not answer '/opt/pbs/bin/qstat -B'", "start pbs_server");
        warning(new PbsCheck(node.host("n1"), false), "does not answer", "remove pbs.conf");
        good(new PbsCheck(node.prints("/opt/pbs/bin/qstat -B", "pbs1 0 0").host("n1"), true));
    }

    @ParameterizedTest
    @CsvSource({"(null), is not set", "'Contain,NoHold', 'is Contain,NoHold'", "AllocSomething, is AllocSomething"})
    void prologFlagsWithoutAlloc(String flags, String found) {
        SlurmConfig slurm = new SickNode(root)
                .prints("scontrol show config", SickNode.config(flags, 600))
                .slurm();
        fault(new PrologCheck(slurm), "PrologFlags in slurm.conf: " + found, "add Alloc");
        good(new PrologCheck(new SickNode(root).slurm()));
    }

    @Test
    void aPluginThatIsRequired() throws Exception {
        SickNode node = new SickNode(root);
        Path plugin = node.write("lib/peerboot.so", "");
        Path file = node.write("etc/slurm/plugstack.conf", "# ours\ninclude plugstack.conf.d/*.conf\n");
        PlugstackCheck check = new PlugstackCheck(node.slurm(), file);
        warning(check, "names peerboot.so", "add 'optional");

        node.write("etc/slurm/plugstack.conf.d/a.conf", "required auks.so\n\n optional " + plugin + " strict\n");
        good(check);

        Path second = node.write("etc/slurm/plugstack.conf.d/b.conf", "\nrequired peerboot.so\n");
        fault(check, second + " line 2, peerboot.so: is required", "write optional");
    }

    @Test
    void aPlugstackThatIncludesItselfIsReadToAnEnd() throws Exception {
        SickNode node = new SickNode(root);
        Path file = node.write("etc/slurm/plugstack.conf", "include plugstack.conf\nrequired peerboot.so\n");
        fault(new PlugstackCheck(node.slurm(), file), "is required", "write optional");
    }

    @Test
    void aResumeTimeoutBelowTheBootTime() {
        SickNode node = new SickNode(root);
        fault(
                new ResumeCheck(node.slurm(), () -> 700),
                "is 600 s, and this machine's last boot took 700 s",
                "ResumeTimeout=1050");
        good(new ResumeCheck(node.slurm(), () -> 200));
        node.prints("scontrol show config", SickNode.config("Alloc", 60));
        warning(new ResumeCheck(node.slurm(), () -> null), "ResumeTimeout is 60 s", "300 at least");
    }

    @Test
    void knowsHowLongABootTook() {
        assertThat(BootTime.parse("Startup finished in 1min 2.5s (firmware) + 500ms (loader) = 1min 3.000s\n"
                        + "graphical.target reached after 3s in userspace.\n"))
                .isEqualTo(63);
        assertThat(BootTime.parse("Bootup is not yet finished.\n")).isNull();
    }

    @Test
    void aNodeMissingInTheTopology() {
        for (String cell : List.of("", "flat", "flat/2")) {
            Membership membership = new Membership(SickNode.tracker(200, status(cell, "up")), "n1");
            warning(new TopologyCheck(membership), "n1 is on no leaf switch", "topology.conf");
        }
        good(new TopologyCheck(new Membership(SickNode.tracker(200, status("leaf1", "up")), "n1")));
    }

    @Test
    void aPeerThatTheTrackerDoesNotHear() {
        fault(
                new NodeCheck(new Membership(SickNode.tracker(200, status("leaf1", "never seen")), "n1")),
                "has a peer that is never seen",
                "systemctl start peerboot-peer");
    }

    private static String status(String cell, String peer) {
        ClusterStatus.Node node = new ClusterStatus.Node(
                "n1", cell, peer, false, Limits.NONE, 1, 0, List.of(), null, null, null, "0.5.0");
        return Json.write(new ClusterStatus(1, "slurm", 5, null, List.of(), List.of(node)));
    }

    @Test
    void aCacheDiskThatIsFull() {
        fault(
                new DiskCheck(Path.of("/var/cache"), "cache: in peer.yaml", path -> 20L << 20),
                "disk of /var/cache: has 20 MiB left",
                "cache: in peer.yaml");
        good(new DiskCheck(Path.of("/var/cache"), "cache: in peer.yaml", path -> 2L << 30));
        assertThat(DiskCheck.free(root.resolve("not/there/yet"))).isPositive();
    }

    @Test
    void tooLittleMemory() {
        warning(
                new MemoryCheck(() -> "MemAvailable:     102400 kB\n", 32 << 20),
                "100 MiB are available",
                "transferMemory:");
        good(new MemoryCheck(() -> "MemTotal: 5 kB\nMemAvailable:    1024000 kB\n", 32 << 20));
    }

    @Test
    void aPublicKeyThatIsMissing() throws Exception {
        Files.createDirectory(root.resolve("keys"));
        fault(new KeysCheck(root.resolve("keys")), "hold no key", "copy the signer's public key there");
        fault(new KeysCheck(root.resolve("none")), "cannot be read", "copy the signer's public key there");
    }

    @Test
    void aPeerThatIsTwoReleasesOld() {
        fault(
                new VersionCheck(SickNode.tracker(200, health("0.7.1", 1)), "0.5.0", 1),
                "peerboot 0.5.0 here: is 2 releases older than the tracker's 0.7.1",
                "update this machine");
        warning(new VersionCheck(SickNode.tracker(200, health("0.6.0", 1)), "0.5.0", 1), "0.6.0", "nodes");
        fault(new VersionCheck(SickNode.tracker(200, health("0.5.0", 1)), "0.5.0", 2), "cannot speak", "tracker first");
        good(new VersionCheck(SickNode.tracker(200, health("0.5.0", 1)), "0.5.0", 1));
    }

    @Test
    void aPeerThatDoesNotListen() {
        fault(new SocketCheck(root.resolve("peer.sock")), "does not answer", "systemctl enable --now peerboot-peer");
        fault(new BulkPortCheck("127.0.0.1", 1), "port 1 of 127.0.0.1: is closed", "firewall");
    }
}
