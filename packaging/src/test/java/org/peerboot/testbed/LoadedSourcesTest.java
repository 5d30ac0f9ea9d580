package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Digest;
import org.peerboot.policy.Policy;
import org.peerboot.wire.Api;
import org.peerboot.wire.AttributeTable;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.ImageProgress.State;
import org.peerboot.wire.Json;
import org.peerboot.wire.LocalReply;

/**
 * Somebody else's traffic begins in the middle of a transfer, and no job and no candidate changes: the peer turns to
 * other sources by the load alone, and comes back. The policy is the shipped one; n3 takes its time.
 */
@Tag("cluster")
final class LoadedSourcesTest {
    private static final int BYTES = 72 << 20;
    private static final String SLOW = """

            - name: slow-n3
              when: destination.name == "n3"
              limit: {download: 3MB/s}
            """;
    /** Asks n3's own peer, which answers whether or not the tracker lives. */
    private static final String LOCAL =
            "use IO::Socket::UNIX; $s = IO::Socket::UNIX->new(Peer => '/run/peerboot/peer.sock') or die;"
                    + " print $s '{\"protocol\":1,\"op\":\"STATUS\"}', qq(\\n); print scalar <$s>";
    /** A stream of datagrams at the card's rate, for as many seconds as its argument says. */
    private static final String STREAM = "use IO::Socket::INET; $s = IO::Socket::INET->new(PeerAddr => shift,"
            + " Proto => 'udp'); $end = time + shift; $p = 'x' x 1400; while (time < $end) { $s->send($p) for 1 .. 99 }";

    @TempDir
    private static Path files;

    private static SlurmCluster cluster;

    @BeforeAll
    static void up() throws IOException {
        Path policy = files.resolve("policy.yaml");
        Files.writeString(policy, Policy.standardText() + SLOW);
        cluster = SlurmCluster.up(
                "--nodes",
                "7",
                "--leaf",
                "3,2,2",
                "--uplink",
                "100mbit",
                "--wm",
                "file",
                "--policy",
                policy.toString());
    }

    @AfterAll
    static void down() {
        if (cluster != null) {
            cluster.close();
        }
    }

    /** Streams from a node until it is closed, or for 100 s. */
    private static final class Stream extends Background {
        Stream(String from, String to) throws IOException {
            super(from, "perl", "-e", STREAM, to + ":9", "100");
        }
    }

    /** What runs on a node until it is closed. */
    private static class Background implements AutoCloseable {
        private final Process process;

        Background(String node, String... command) throws IOException {
            List<String> all = new ArrayList<>(List.of(
                    Checkout.path("packaging/testbed").toString(),
                    "node-exec",
                    "--dir",
                    cluster.directory().toString(),
                    node));
            all.addAll(List.of(command));
            process = new ProcessBuilder(all).inheritIO().start();
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    @Test
    void aPeerLeavesALoadedNodeByItselfAndComesBack() throws Exception {
        Digest image = seed("node:v1", "n[1-2]");
        String source = source(image);
        try (Stream stream = new Stream(source, "n5")) {
            avoids(image, source);
            assertThat(loads("?nodes=" + source)).containsEntry(source, "above");
        }
        comesBack(image, source);

        long epoch = local().epoch();
        try (Stream stream = new Stream(source, "n5")) {
            cluster.await("the tracker knows", 60, () -> loads("?nodes=" + source), now -> now.containsValue("above"));
            cluster.await("n3 has the update", 60, () -> local().epoch(), now -> now > epoch);
            cluster.daemon("service", "kill", "tracker");
            avoids(image, source);
            cluster.await("n3 is complete", 120, () -> progress(image), now -> now.state() == State.COMPLETE);
        }
        cluster.daemon("service", "start", "tracker");
        assertThat(progress(image).received()).as("bytes in all").isEqualTo(BYTES);
    }

    /** The stream is of a node that has nothing to do with the image, behind the same uplink as the source. */
    @Test
    void aPeerLeavesANodeBehindALoadedUplinkAndComesBack() throws Exception {
        Digest image = seed("uplink:v1", "n4,n6");
        String source = source(image);
        String leaf = source.equals("n4") ? "leaf2" : "leaf3";
        try (Stream stream = new Stream(source.equals("n4") ? "n5" : "n7", "service")) {
            avoids(image, source);
            assertThat(loads("?switch=" + leaf))
                    .contains(Map.entry(leaf + " up", "above"), Map.entry(leaf + " down", "below"));
            assertThat(loads("?nodes=" + source)).containsEntry(source, "below");
        }
        comesBack(image, source);
        cluster.exec("peerboot", "unassign", "uplink:v1", "n3").good();
    }

    /** A real agent in the switches' network, with an address there. */
    @Test
    void aSwitchSaysItselfHowBusyItsUplinkIsUntilItIsSilent() throws Exception {
        Path credentials = cluster.directory().resolve("etc/snmp.yaml");
        Files.writeString(credentials, "community: public\n");
        Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-r-----"));
        cluster.exec("chgrp", "peerboot", credentials.toString()).good();
        Path settings = cluster.directory().resolve("etc/tracker.yaml");
        String before = Files.readString(settings);
        Files.writeString(settings, before + """
                snmp:
                  credentialsFile: %s
                  every: 2s
                  timeout: 200ms
                  uplinks: {leaf2: {agent: 10.77.99.1, interfaces: [up2]}}
                """.formatted(credentials));
        restartTracker();
        Path agent = Files.writeString(cluster.directory().resolve("etc/snmpd.conf"), "rocommunity public\n");
        String[] command = {"sh", "-c", "exec snmpd -f -Ln -C -c " + agent + " udp:10.77.99.1:161"};
        cluster.nodeExec("fabric", "ip", "addr", "replace", "10.77.99.1/16", "dev", "spine")
                .good();
        try (Stream stream = new Stream("n5", "service")) {
            try (Background snmpd = new Background("fabric", command)) {
                cluster.await(
                        "leaf2 counts",
                        60,
                        () -> row("leaf2 up"),
                        row -> row.source().equals("snmp 10.77.99.1") && row.value() > 0.7);
                cluster.await(
                        "leaf2 takes in nothing", 60, () -> row("leaf2 down").value(), value -> value < 0.2);
                assertThat(cluster.status().warning()).isNull();
            }
            cluster.await(
                    "leaf2 is silent",
                    60,
                    () -> row("leaf2 up").source(),
                    source -> source.equals("peers below leaf2, for its agent is silent"));
            assertThat(cluster.status().warning()).contains("snmp agent 10.77.99.1 does not answer within 400 ms");
        } finally {
            Files.writeString(settings, before);
            restartTracker();
        }
    }

    private static void restartTracker() {
        cluster.daemon("service", "stop", "tracker");
        cluster.daemon("service", "start", "tracker");
        cluster.awaitStatus(
                "the tracker is back",
                60,
                status -> status.nodes().stream().allMatch(node -> node.peer().equals("up")));
    }

    private static AttributeTable.Row row(String of) {
        return cluster.read(Api.ATTRIBUTES, AttributeTable.class).rows().stream()
                .filter(row -> row.of().equals(of))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLoadedFileServerSendsNewStreamsAway() throws Exception {
        publish("free:v1", "--access", "public");
        try (Stream stream = new Stream("service", "n5")) {
            cluster.await("the origin is loaded", 60, () -> askedWhileTwoAreServed(), LoadedSourcesTest::isSentAway);
        }
        cluster.await("the origin is free", 60, () -> askedWhileTwoAreServed(), answer -> answer.contains(" 200 "));
    }

    private static boolean isSentAway(String head) {
        return head.contains(" 503 ") && head.toLowerCase(Locale.ROOT).contains("retry-after: 1");
    }

    /** The head of the answer to a third who asks the origin. */
    private static String askedWhileTwoAreServed() {
        return cluster.nodeExec("n6", "bash", "-c", """
                url=http://service:7071/images/free:v1/files/root.img
                slow() { curl -s --limit-rate 100k -o /dev/null "$url"; }
                slow & slow & sleep 0.3
                curl -s --max-time 1 -o /dev/null -D - "$url"
                kill %1 %2""").out();
    }

    /** An image that is whole on two nodes, and on its way to n3. */
    private static Digest seed(String name, String nodes) throws IOException {
        publish(name, "--assign", nodes);
        ClusterStatus status = cluster.awaitStatus(
                name + " is on " + nodes, 300, now -> transfer(now, name).complete() == 2);
        cluster.exec("peerboot", "assign", name, "n3").good();
        return transfer(status, name).image().digest();
    }

    /** The one that n3 takes from: while it may not take more, it asks no other. */
    private static String source(Digest image) {
        return cluster
                .await(
                        "n3 takes from somebody",
                        60,
                        () -> progress(image).bytesBySource(),
                        bytes -> sum(bytes) > 2 << 20)
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static ClusterStatus.Transfer transfer(ClusterStatus status, String name) {
        return status.transfers().stream()
                .filter(one -> one.image().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void comesBack(Digest image, String source) {
        long reached = bytes(image, source);
        cluster.await(
                "n3 takes from " + source + " again",
                60,
                () -> bytes(image, source),
                bytes -> bytes > reached + (1 << 20));
    }

    /** What the loads of this moment are of, and how they stand to the shipped rule's threshold. */
    private static Map<String, String> loads(String query) {
        return cluster.read(Api.ATTRIBUTES + query, AttributeTable.class).rows().stream()
                .filter(row -> Set.of("network.utilization", "switch.load").contains(row.attribute()))
                .collect(Collectors.toMap(
                        AttributeTable.Row::of, row -> row.thresholds().get(0).state()));
    }

    /** Of what comes after three seconds, nine tenths come from others. */
    private static void avoids(Digest image, String source) throws Exception {
        Thread.sleep(3000);
        Map<String, Long> before = progress(image).bytesBySource();
        Thread.sleep(3000);
        Map<String, Long> after = progress(image).bytesBySource();
        long all = sum(after) - sum(before);
        long from = after.getOrDefault(source, 0L) - before.getOrDefault(source, 0L);
        assertThat(all).as("bytes in three seconds").isGreaterThan(1 << 20);
        assertThat(from)
                .as("of %d bytes those from %s%s", all, source, cluster.logs())
                .isLessThanOrEqualTo(all / 10);
    }

    private static long sum(Map<String, Long> bytes) {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void publish(String name, String... options) throws IOException {
        byte[] content = new byte[BYTES];
        new Random(name.hashCode()).nextBytes(content);
        Path file = files.resolve("root.img");
        Files.write(file, content);
        List<String> command = new ArrayList<>(List.of("peerboot", "publish", name, "--file", file + ":root.img"));
        command.addAll(List.of(options));
        cluster.exec(command.toArray(String[]::new)).good();
    }

    private static long bytes(Digest image, String source) {
        return progress(image).bytesBySource().getOrDefault(source, 0L);
    }

    private static ImageProgress progress(Digest image) {
        return local().images().stream()
                .filter(one -> one.digest().equals(image))
                .findFirst()
                .orElseThrow();
    }

    private static LocalReply local() {
        String answer = cluster.nodeExec("n3", "perl", "-e", LOCAL).good().out();
        return Json.read(answer, LocalReply.class, "n3's peer");
    }
}
