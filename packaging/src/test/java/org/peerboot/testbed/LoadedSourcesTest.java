package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.wire.Json;

/**
 * A peer leaves a source, one of whose resource attributes changes in the middle of a transfer, whether or not the tracker
 * lives on; and comes back when the attribute does. The tests' names say which source.
 */
@Tag("cluster")
final class LoadedSourcesTest {
    private static final int HOURS = 7 * 24;

    @TempDir
    private static Path files;

    private static SlowCluster slow;
    private static SlurmCluster cluster;

    @BeforeAll
    static void up() throws IOException {
        slow = new SlowCluster(files);
        cluster = slow.cluster;
    }

    @AfterAll
    static void down() {
        if (slow != null) {
            slow.close();
        }
    }

    /** The tracker dies as soon as the peer has heard of the change. */
    private static void leaves(SlowCluster.Fetch fetch, String source, Callable<Boolean> known) throws Exception {
        cluster.await("the tracker knows", 60, known, Boolean::booleanValue);
        slow.killTracker(fetch.node);
        fetch.avoids(source);
    }

    @Test
    void whoseNetworkOthersUse() throws Exception {
        try (SlowCluster.Fetch fetch = slow.new Fetch(SlowCluster.NEAR, "n3")) {
            String source = fetch.source();
            try (SlowCluster.Running stream = slow.stream(source, "n5")) {
                leaves(fetch, source, () -> slow.isAbove(source, "network.utilization"));
                slow.startTracker();
            }
            fetch.comesBackTo(source);
        }
    }

    /** Nothing but the peer keeps this source from sending. A reload in between loses no byte. */
    @Test
    void whereAJobBegins() throws Exception {
        try (SlowCluster.Fetch fetch = slow.new Fetch(SlowCluster.NEAR, "n3")) {
            String source = fetch.source();
            try (AutoCloseable job =
                    rewritten(clusterFile() + "jobs:\n  - {id: 8812, user: ann, nodes: " + source + "}\n")) {
                leaves(fetch, source, () -> slow.isAbove(source, "job.running"));
                slow.startTracker();
            }
            fetch.comesBackTo(source);
            try (AutoCloseable fast = slow.hurry()) {
                fetch.endsWithoutAByteTwice();
            }
        }
    }

    /** The job is to begin before this slow transfer is over, though not before the test is. */
    @Test
    void whereAJobIsPlanned() throws Exception {
        try (SlowCluster.Fetch fetch = slow.new Fetch(SlowCluster.NEAR, "n3")) {
            String source = fetch.source();
            try (AutoCloseable plan = rewritten(clusterFile()
                    + "jobs:\n  - {id: 8815, user: ann, state: pending, nodes: " + source + ", start: \""
                    + Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(30) + "\"}\n")) {
                leaves(fetch, source, () -> slow.row(source, "job.starts").value() != null);
                slow.startTracker();
            }
            fetch.comesBackTo(source);
        }
    }

    /** The workload manager's topology is corrected: the source hangs on another leaf switch. */
    @Test
    void whichMovesInTheTopology() throws Exception {
        try (SlowCluster.Fetch fetch = slow.new Fetch(SlowCluster.NEAR, "n3")) {
            String source = fetch.source();
            try (AutoCloseable moved = rewritten(elsewhere(source))) {
                leaves(fetch, source, () -> slow.node(source).cell().equals("leaf3"));
                slow.startTracker();
            }
            fetch.comesBackTo(source);
        }
    }

    /** The stream is of a node that has nothing to do with the image, behind the same uplink as the source. */
    @Test
    void whoseUplinkOthersUse() throws Exception {
        try (SlowCluster.Fetch fetch = slow.new Fetch(SlowCluster.FAR, "n3")) {
            String source = fetch.source();
            try (SlowCluster.Running stream = slow.stream(neighbour(source), "service")) {
                leaves(fetch, source, () -> slow.isAbove(leaf(source) + " up", "switch.load"));
                slow.startTracker();
                assertThat(slow.isAbove(leaf(source) + " down", "switch.load")).isFalse();
                assertThat(slow.isAbove(source, "network.utilization")).isFalse();
            }
            fetch.comesBackTo(source);
        }
    }

    /** A real agent in the switches' network, with an address there. */
    @Test
    void whoseSwitchIsAskedUntilItIsSilent() throws Exception {
        Path credentials = Files.writeString(cluster.directory().resolve("etc/snmp.yaml"), "community: public\n");
        Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-r-----"));
        cluster.exec("chgrp", "peerboot", credentials.toString()).good();
        Path agent = Files.writeString(cluster.directory().resolve("etc/snmpd.conf"), "rocommunity public\n");
        cluster.nodeExec("fabric", "ip", "addr", "replace", "10.77.99.1/16", "dev", "spine")
                .good();
        String[] snmpd = {"sh", "-c", "exec snmpd -f -Ln -C -c " + agent + " udp:10.77.99.1:161"};
        slow.restartTracker("""
                snmp:
                  credentialsFile: %s
                  every: 1s
                  timeout: 200ms
                  uplinks:
                    leaf2: {agent: 10.77.99.1, interfaces: [up2]}
                    leaf3: {agent: 10.77.99.1, interfaces: [up3]}
                """.formatted(credentials), () -> {});
        try (SlowCluster.Fetch fetch = slow.new Fetch(SlowCluster.FAR, "n3")) {
            String source = fetch.source();
            String up = leaf(source) + " up";
            try (SlowCluster.Running stream = slow.stream(neighbour(source), "service")) {
                try (SlowCluster.Running running = slow.run("fabric", snmpd)) {
                    leaves(
                            fetch,
                            source,
                            () -> slow.row(up, "switch.load").source().equals("snmp 10.77.99.1")
                                    && slow.isAbove(up, "switch.load"));
                    slow.startTracker();
                    cluster.await(
                            "the switch counts again",
                            60,
                            () -> slow.row(up, "switch.load").source(),
                            by -> by.equals("snmp 10.77.99.1"));
                    assertThat(cluster.status().warning()).isNull();
                }
                cluster.await(
                        "the switch is silent",
                        60,
                        () -> slow.row(up, "switch.load").source(),
                        by -> by.equals("peers below " + leaf(source) + ", for its agent is silent"));
                assertThat(cluster.status().warning()).contains("snmp agent 10.77.99.1 does not answer within 400 ms");
            }
            fetch.comesBackTo(source);
        } finally {
            slow.restartTracker("", () -> {});
        }
    }

    /** An hour begins in which the uplink was busy in the weeks before, and then another; nobody uses it now. */
    @Test
    void whoseUplinkIsUsuallyBusyInTheHourThatBegins() throws Exception {
        try (SlowCluster.Fetch fetch = slow.new Fetch(SlowCluster.FAR, "n3")) {
            String source = fetch.source();
            hourEnds(15, source, 1);
            leaves(fetch, source, () -> slow.isAbove(leaf(source) + " up", "switch.usual"));
            hourEnds(10, source, 0);
            fetch.comesBackTo(source);
        } finally {
            slow.restartTracker("", () -> Files.delete(history()));
        }
    }

    /** The origin sends until others use the file server's link, and again when they do not. */
    @Test
    void whichIsALoadedFileServer() throws Exception {
        try (SlowCluster.Fetch fetch = slow.new Fetch(SlowCluster.NEAR, "n7")) {
            assertThat(fetch.source()).isEqualTo("origin");
            try (SlowCluster.Running stream = slow.stream("service", "n5")) {
                cluster.await(
                        "the file server is loaded",
                        60,
                        () -> slow.row("origin", "fileserver.load").value(),
                        load -> load != null && load > 0.8);
                fetch.avoids("origin");
                assertThat(askedWhileTwoAreServed()).contains(" 503 ").containsIgnoringCase("retry-after: 1");
            }
            fetch.comesBackTo("origin");
            assertThat(askedWhileTwoAreServed()).contains(" 200 ");
        }
    }

    /** The head of the answer to a third who asks the origin. */
    private static String askedWhileTwoAreServed() {
        // No source of images: what it takes is a load of its own.
        return cluster.nodeExec("n3", "bash", "-c", """
                url=http://service:7071/images/%s/files/root.img
                slow() { curl -s --limit-rate 100k -o /dev/null "$url"; }
                slow & slow & sleep 0.3
                curl -s --max-time 1 -o /dev/null -D - "$url"
                kill %%1 %%2""".formatted(SlowCluster.NEAR))
                .out();
    }

    /** Others use the uplink every other second: who followed them would leave and come back at each turn. */
    @Test
    void whoseUplinkOthersUseEveryOtherSecondOnce() throws Exception {
        try (SlowCluster.Fetch fetch = slow.new Fetch(SlowCluster.FAR, "n3")) {
            String source = fetch.source();
            Watched quiet = new Watched(fetch, 6);
            try (SlowCluster.Running wave = slow.wave(neighbour(source), "service", leaf(source))) {
                Watched waves = new Watched(fetch, 16);
                assertThat(waves.mostChangesIn(5)).as("%s", waves).isLessThanOrEqualTo(1);
                assertThat(waves.last()).as("%s", waves).isNotEqualTo(source);
                assertThat(quiet.bytesPerSecond() / waves.bytesPerSecond())
                        .as("%s after %s", waves, quiet)
                        .isLessThanOrEqualTo(1.25);
            }
        }
    }

    private static String leaf(String source) {
        return source.equals("n4") ? "leaf2" : "leaf3";
    }

    private static String neighbour(String source) {
        return source.equals("n4") ? "n5" : "n7";
    }

    /** The workload manager's word with the node on the third leaf switch. */
    private static String elsewhere(String node) throws IOException {
        String leaf1 = "{hosts: \"n[1-3]\", address: \"10.77.1.[1-3]\", leaf: leaf1}";
        assertThat(clusterFile()).contains(leaf1);
        String one = "{hosts: n%1$d, address: 10.77.1.%1$d, leaf: %2$s}";
        return clusterFile()
                .replace(
                        leaf1,
                        IntStream.rangeClosed(1, 3)
                                .mapToObj(i -> one.formatted(i, node.equals("n" + i) ? "leaf3" : "leaf1"))
                                .collect(Collectors.joining("\n  - ")));
    }

    private static String clusterFile() throws IOException {
        return Files.readString(cluster.directory().resolve("etc/cluster.yaml"));
    }

    /** What the workload manager says until that is closed. */
    private static AutoCloseable rewritten(String text) throws IOException {
        String before = clusterFile();
        write(text);
        return () -> write(before);
    }

    /** In one step: the tracker must never read half of it. */
    private static void write(String text) throws IOException {
        Path file = cluster.directory().resolve("etc/cluster.yaml");
        Path fresh = Files.writeString(file.resolveSibling("cluster.yaml.new"), text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The tracker runs on by another clock and with another memory.
     *
     * @param seconds until its hour ends
     * @param busy so many hours after that one the uplink of {@code source} was busy, and in no other
     */
    private static void hourEnds(int seconds, String source, int busy) throws IOException {
        long now = Instant.now().getEpochSecond();
        ZoneOffset zone = ZoneOffset.ofTotalSeconds((int) (3600 - seconds - now % 3600));
        // The epoch began on a Thursday.
        int hour = (int) (((now + zone.getTotalSeconds()) / 3600 + 3 * 24 + busy) % HOURS);
        List<Double> week = new ArrayList<>(Collections.nCopies(HOURS, 0.05));
        week.set(hour, 0.9);
        Map<String, Object> uplink = Map.of("up", week, "down", Collections.nCopies(HOURS, 0.05));
        String text = Json.write(Map.of("version", 1, "switches", Map.of(leaf(source), uplink)));
        slow.restartTracker("timeZone: \"" + zone.getId() + "\"\n", () -> Files.writeString(history(), text));
    }

    private static Path history() {
        return cluster.directory().resolve("tracker/state/history.json");
    }
}
