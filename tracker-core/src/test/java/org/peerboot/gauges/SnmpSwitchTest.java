package org.peerboot.gauges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.attributes.CountedUplink;
import org.peerboot.config.StrictYaml;
import org.peerboot.image.RefusedException;

class SnmpSwitchTest {
    private static final String COMMUNITY = "community: public\n";
    private static final String USER =
            "{user: peerboot, authenticationPassphrase: correct horse, privacyPassphrase: correct horse}\n";

    private final TestAgent agent;

    @TempDir
    private Path dir;

    SnmpSwitchTest() throws IOException {
        agent = new TestAgent();
        for (int index = 1; index <= 60; index++) {
            agent.port(index, "Ethernet" + index, 0, 0);
        }
    }

    @AfterEach
    void stop() throws IOException {
        agent.close();
    }

    private static SnmpSession session(String credentials) {
        return session(credentials, 2000);
    }

    private static SnmpSession session(String credentials, int timeoutMillis) {
        return new SnmpSession(
                StrictYaml.parse(credentials, "snmp.yaml", SnmpCredentials.class), Duration.ofMillis(timeoutMillis));
    }

    private SnmpSwitch leaf(String... interfaces) {
        return new SnmpSwitch("leaf1", new SnmpUplink(agent.address(), List.of(interfaces)));
    }

    @Test
    void countsItsUplinkByCommunityAndByUser() throws IOException {
        for (String credentials : new String[] {COMMUNITY, USER}) {
            try (SnmpSession session = session(credentials)) {
                SnmpSwitch leaf = leaf("Ethernet49", "port 50");
                agent.port(49, "Ethernet49", -1_000_000_000, 0);
                assertThat(leaf.look(session, 0)).isNull();
                agent.port(49, "Ethernet49", 1_000_000_000, 5_000_000_000L);
                agent.port(50, "Ethernet50", 500_000_000, 0);
                assertThat(leaf.look(session, 2_000_000_000))
                        .isEqualTo(new CountedUplink(
                                "leaf1", 2.5e9, 1.25e9, 80_000_000_000L, 2000, "snmp " + agent.address()));
                agent.port(50, "Ethernet50", 0, 0);
            }
        }
    }

    @Test
    void findsItsInterfacesAgainWhenTheyWereNumberedAnew() throws IOException {
        try (SnmpSession session = session(COMMUNITY)) {
            SnmpSwitch leaf = leaf("Ethernet49");
            leaf.look(session, 0);
            agent.port(49, "Ethernet7", 0, 0);
            agent.port(7, "Ethernet49", 1000, 0);
            assertThatThrownBy(() -> leaf.look(session, 1_000_000_000))
                    .isInstanceOf(IOException.class)
                    .hasMessage("has numbered its interfaces anew");
            assertThat(leaf.look(session, 2_000_000_000).down()).isEqualTo(500);
        }
    }

    @Test
    void saysWhatTheAgentDidInstead() throws IOException {
        try (SnmpSession session = session(COMMUNITY)) {
            assertThatThrownBy(() -> leaf("Ethernet61").look(session, 0))
                    .hasMessage("has no interface Ethernet61 among its 120");
            agent.remove("1.3.6.1.2.1.31.1.1.1.6.3");
            assertThatThrownBy(() -> leaf("Ethernet3").look(session, 0))
                    .hasMessage("has no 64-bit counters (ifHCInOctets, ifHCOutOctets) of Ethernet3");
        }
        try (SnmpSession session = session("community: private\n", 50)) {
            assertThatThrownBy(() -> leaf("Ethernet3").look(session, 0)).hasMessage("does not answer within 100 ms");
        }
    }

    @Test
    void aWatchTellsOfCountsAndOfSilence() throws Exception {
        Path file = Files.writeString(dir.resolve("snmp.yaml"), COMMUNITY);
        SnmpConfig config = new SnmpConfig(
                file,
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                Map.of("leaf1", new SnmpUplink(agent.address(), List.of("Ethernet49"))));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> new SnmpWatch(config, null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("open to every user");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        agent.silent = true;
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        UplinkListener listener = new UplinkListener() {
            @Override
            public void counted(CountedUplink uplink) {
                told.add("counted");
            }

            @Override
            public void answers(String name) {
                told.add(name + " answers");
            }

            @Override
            public void silent(String name, String why) {
                told.add(name + " | " + why);
            }
        };
        try (SnmpWatch watch = new SnmpWatch(config, listener)) {
            assertThat(told.poll(10, TimeUnit.SECONDS))
                    .isEqualTo("leaf1 | switch leaf1: snmp agent " + agent.address() + " does not answer within 200 ms;"
                            + " check snmp: in tracker.yaml, and whether the agent lets this host ask");
        }
    }

    @Test
    void refusesCredentialsThatNameNobody() {
        assertThatThrownBy(() -> session("{}")).hasMessageContaining("name neither community nor user");
        assertThatThrownBy(() -> session("{community: a, user: b}")).hasMessageContaining("both");
        assertThatThrownBy(() -> session("{user: b, authenticationPassphrase: short}"))
                .hasMessageContaining("authenticationPassphrase")
                .hasMessageContaining("8 letters");
        assertThat(StrictYaml.parse(USER, "snmp.yaml", SnmpCredentials.class).toString())
                .isEqualTo("SNMPv3 user peerboot");
    }
}
