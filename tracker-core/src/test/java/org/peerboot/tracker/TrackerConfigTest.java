package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peerboot.config.Bytes;
import org.peerboot.config.Rate;
import org.peerboot.config.StrictYaml;
import org.peerboot.gauges.SnmpConfig;
import org.peerboot.gauges.SnmpUplink;
import org.peerboot.image.RefusedException;

class TrackerConfigTest {
    private static TrackerConfig parse(String yaml) {
        return StrictYaml.parse(yaml, "tracker.yaml", TrackerConfig.class);
    }

    @Test
    void everyKeyMayBeLeftOut() {
        assertThat(parse("{}"))
                .isEqualTo(new TrackerConfig(
                        "0.0.0.0",
                        7070,
                        Path.of("/var/lib/peerboot/tracker"),
                        new OriginConfig(
                                null,
                                7071,
                                "origin",
                                Path.of("/var/lib/peerboot/origin"),
                                new Bytes(1L << 40),
                                new Bytes(1 << 20),
                                null,
                                null,
                                Duration.ofMillis(50)),
                        Map.of("kind", "file", "file", "/etc/peerboot/cluster.yaml"),
                        null,
                        new RebootConfig(List.of("5%", "25%", "100%"), "10%", Duration.ofMinutes(10)),
                        new BootConfig(
                                null,
                                BootConfig.From.TRUSTED,
                                List.of(),
                                Duration.ofMinutes(2),
                                Duration.ofSeconds(5),
                                Duration.ofMinutes(15)),
                        new AuthConfig(AuthConfig.Munge.AUTO, null, null, List.of()),
                        Path.of("/etc/peerboot/trusted-keys"),
                        false,
                        Map.of(),
                        null,
                        null,
                        null));
    }

    @Test
    void everyKeyCanBeSet() {
        assertThat(parse("""
                address: 10.0.0.1
                port: 8080
                stateDirectory: /state
                origin: {address: 10.0.0.2, port: 8081, name: files, cache: /cache, quota: 20GB, sendBuffer: 64KiB,
                         networkRate: 10Gbit/s, disk: sda, nfsSlow: 1s}
                workloadManager: {kind: slurm, conf: /etc/slurm/slurm.conf}
                policy: /etc/policy.yaml
                reboot: {waves: [1, 100%], maxFailed: 3, patience: 5m}
                boot: {stageOne: "stage-one:1", stageOneFrom: any, trustedSeeds: [io1], seedWait: 30s, timeout: 2s, keyLife: 3m}
                auth: {munge: never, mungeSocket: /munge, pskFile: /psk, admins: [ann, bob]}
                trustedKeys: /keys
                anyoneMayRead: true
                uplinks: {leaf1: 40Gbit/s}
                snmp:
                  credentialsFile: /snmp
                  every: 2s
                  timeout: 500ms
                  uplinks: {leaf1: {agent: "sw1:1161", interfaces: [Ethernet49, Ethernet50]}}
                timeZone: Europe/Zurich
                """))
                .isEqualTo(new TrackerConfig(
                        "10.0.0.1",
                        8080,
                        Path.of("/state"),
                        new OriginConfig(
                                "10.0.0.2",
                                8081,
                                "files",
                                Path.of("/cache"),
                                new Bytes(20_000_000_000L),
                                new Bytes(64 << 10),
                                Rate.parse("10Gbit/s"),
                                "sda",
                                Duration.ofSeconds(1)),
                        Map.of("kind", "slurm", "conf", "/etc/slurm/slurm.conf"),
                        Path.of("/etc/policy.yaml"),
                        new RebootConfig(List.of("1", "100%"), "3", Duration.ofMinutes(5)),
                        new BootConfig(
                                "stage-one:1",
                                BootConfig.From.ANY,
                                List.of("io1"),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(2),
                                Duration.ofMinutes(3)),
                        new AuthConfig(
                                AuthConfig.Munge.NEVER, Path.of("/munge"), Path.of("/psk"), List.of("ann", "bob")),
                        Path.of("/keys"),
                        true,
                        Map.of("leaf1", Rate.parse("40Gbit/s")),
                        new SnmpConfig(
                                Path.of("/snmp"),
                                Duration.ofSeconds(2),
                                Duration.ofMillis(500),
                                Map.of("leaf1", new SnmpUplink("sw1:1161", List.of("Ethernet49", "Ethernet50")))),
                        null,
                        "Europe/Zurich"));
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> parse("prot: 7070\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("tracker.yaml line 1")
                .hasMessageContaining("prot");
        assertThatThrownBy(() -> parse("port: 70700\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("70700");
        assertThatThrownBy(() -> parse("origin: {sendBuffer: 1KiB}\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("origin.sendBuffer");
        assertThatThrownBy(() -> parse("auth: {munge: never}\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("nobody could prove who he is");
        assertThatThrownBy(
                        () -> parse("snmp: {credentialsFile: /snmp, uplinks: {leaf1: {agent: sw1, interfaces: []}}}\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("agent \"sw1\": has 0 interfaces");
        assertThatThrownBy(() ->
                        parse("snmp: {credentialsFile: /snmp, uplinks: {leaf1: {agent: \"a b\", interfaces: [e]}}}\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is no address; write HOST");
        assertThatThrownBy(() -> parse("snmp: {credentialsFile: /snmp, every: 10ms, uplinks: {}}\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("snmp.every");
        assertThatThrownBy(() -> parse("snmp: {credentialsFile: /snmp, uplinks: {}}\n"
                        + "prometheus: {url: \"http://p:9090\", up: a, down: b, window: 30s, label: sw}\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("both tell of switches; leave one of them out");
        assertThatThrownBy(() -> parse("timeZone: Zurich\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("timeZone\", \"Zurich\": is no time zone; write one such as Europe/Zurich");
        assertThatThrownBy(() -> parse("workloadManager: {file: x}\n"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("has no kind");
    }
}
