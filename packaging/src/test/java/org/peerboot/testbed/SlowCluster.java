package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.peerboot.image.Digest;
import org.peerboot.policy.Policy;
import org.peerboot.wire.Api;
import org.peerboot.wire.AttributeTable;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.Json;
import org.peerboot.wire.LocalReply;

/**
 * Three leaf switches, n1 to n3, n4 and n5, n6 and n7. {@code near:v1} is whole on n1 and n2, {@code far:v1} on n4 and n6; n3
 * and n7 fetch so slowly that one source is enough: the one that each likes best. The policy is the shipped one, but that
 * busy nodes send on gently, so that whoever leaves them does so by himself.
 */
final class SlowCluster implements AutoCloseable {
    static final int BYTES = 64 << 20;
    static final String NEAR = "near:v1";
    static final String FAR = "far:v1";

    private static final Set<String> LOADS = Set.of("network.utilization", "switch.load");
    private static final Set<String> ON_THE_WAY = Set.of("n1", "n2", "n4", "n6", "origin", "leaf2 up", "leaf3 up");

    private static final String SLOW = """

            - name: slow
              when: destination.name in ["n3", "n7"]
              limit: {download: 600kB/s}
            """;
    /** So that the origin is the source that n7 has, until others use it. */
    private static final String FROM_THE_ORIGIN = """

            - name: nodes-relieve-the-file-server
              when: '!source.origin && destination.name == "n7" && origin.fileserver.load < 0.5'
              deny: true
            """;
    /** Asks a node's own peer, which answers whether or not the tracker lives. */
    private static final String LOCAL =
            "use IO::Socket::UNIX; $s = IO::Socket::UNIX->new(Peer => '/run/peerboot/peer.sock') or die;"
                    + " print $s '{\"protocol\":1,\"op\":\"STATUS\"}', qq(\\n); print scalar <$s>";
    /** A stream of datagrams at the card's rate, for 100 s; if told a phase in seconds, every other second. */
    private static final String STREAM = "use IO::Socket::INET; use Time::HiRes qw(time sleep); $s ="
            + " IO::Socket::INET->new(PeerAddr => shift, Proto => 'udp'); $phase = shift; $end = time + 100;"
            + " $p = 'x' x 1400; while (time < $end) { if ($phase ne '' && int(time + $phase) % 2) { sleep 0.02; next }"
            + " $s->send($p) for 1 .. 99 }";

    final SlurmCluster cluster;
    private final Path files;
    private final String settings;

    /** What runs on a node until it is closed. */
    record Running(Process process) implements AutoCloseable {
        @Override
        public void close() {
            process.destroy();
        }
    }

    /** @param files a directory for what is published */
    SlowCluster(Path files) throws IOException {
        this.files = files;
        String shipped = Policy.standardText();
        String gentle = shipped.replace("limit: {upload: 0}", "limit: {upload: 20MB/s}");
        assertThat(gentle).isNotEqualTo(shipped);
        Path policy = Files.writeString(files.resolve("policy.yaml"), gentle + SLOW + FROM_THE_ORIGIN);
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
        settings = Files.readString(cluster.directory().resolve("etc/tracker.yaml"));
        publish(NEAR, "n[1-2]");
        publish(FAR, "n4,n6");
        cluster.awaitStatus(
                "both images are on their nodes",
                300,
                now -> now.transfers().stream().allMatch(transfer -> transfer.complete() == 2));
    }

    private void publish(String name, String nodes) throws IOException {
        byte[] content = new byte[BYTES];
        new Random(name.hashCode()).nextBytes(content);
        Path file = Files.write(files.resolve("root.img"), content);
        cluster.exec("peerboot", "publish", name, "--access", "public", "--file", file + ":root.img", "--assign", nodes)
                .good();
    }

    /** Nobody is slow until that is closed. */
    AutoCloseable hurry() throws IOException {
        Path policy = cluster.directory().resolve("etc/policy.yaml");
        String before = Files.readString(policy);
        Files.writeString(policy, before.replace(SLOW, ""));
        return () -> Files.writeString(policy, before);
    }

    Running run(String node, String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                Checkout.path("packaging/testbed").toString(),
                "node-exec",
                "--dir",
                cluster.directory().toString(),
                node));
        all.addAll(List.of(command));
        return new Running(new ProcessBuilder(all).inheritIO().start());
    }

    Running stream(String from, String to) throws IOException {
        return run(from, "perl", "-e", STREAM, to + ":9", "");
    }

    /**
     * Half a period of load, half a period of none; two seconds a period. It is out of phase with the seconds in which the
     * peers count: one that begins in the middle of these would be told as a load that is always half.
     *
     * @param leaf the switch whose uplink it loads
     */
    Running wave(String from, String to, String leaf) throws Exception {
        for (String phase : List.of("0", "0.5")) {
            Running wave = run(from, "perl", "-e", STREAM, to + ":9", phase);
            for (long end = System.nanoTime() + 6_000_000_000L; System.nanoTime() < end; Thread.sleep(100)) {
                if (isAbove(leaf + " up", "switch.load")) {
                    return wave;
                }
            }
            wave.close();
        }
        throw new AssertionError("the wave loads " + row(leaf + " up", "switch.load") + cluster.logs());
    }

    /** What is done while no tracker runs. */
    interface Meanwhile {
        void act() throws IOException;
    }

    /** @param more lines of its settings from now on */
    void restartTracker(String more, Meanwhile meanwhile) throws IOException {
        cluster.daemon("service", "stop", "tracker");
        Files.writeString(cluster.directory().resolve("etc/tracker.yaml"), settings + more);
        meanwhile.act();
        startTracker();
    }

    void startTracker() {
        cluster.daemon("service", "start", "tracker");
        cluster.awaitStatus(
                "the tracker is back",
                60,
                status -> status.nodes().stream().allMatch(node -> node.peer().equals("up")));
    }

    /** Once {@code node} has the update of this moment. */
    void killTracker(String node) throws InterruptedException {
        // Changes that come within 100 ms go together.
        Thread.sleep(200);
        long sent = node(node).epoch();
        cluster.await(node + " has the update", 60, () -> local(node).epoch(), now -> now >= sent);
        cluster.daemon("service", "kill", "tracker");
    }

    ClusterStatus.Node node(String name) {
        return cluster.status().nodes().stream()
                .filter(node -> node.node().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The only row of one attribute of a thing: a node, or one way of a switch's uplink. */
    AttributeTable.Row row(String of, String attribute) {
        return cluster.read(Api.ATTRIBUTES, AttributeTable.class).rows().stream()
                .filter(row -> row.of().equals(of) && row.attribute().equals(attribute))
                .findFirst()
                .orElseThrow();
    }

    /** Whether a value exceeds what the first rule that weighs by it says. */
    boolean isAbove(String of, String attribute) {
        return row(of, attribute).thresholds().get(0).state().equals("above");
    }

    /** Loads of sources, and of uplinks on the way from them, that peers may still mind. */
    private List<AttributeTable.Row> loaded() {
        return cluster.read(Api.ATTRIBUTES, AttributeTable.class).rows().stream()
                .filter(row -> LOADS.contains(row.attribute()) && ON_THE_WAY.contains(row.of()))
                .filter(row -> row.thresholds().stream()
                        .anyMatch(at -> at.state().equals("above") || at.state().equals("between")))
                .toList();
    }

    LocalReply local(String node) {
        String answer = cluster.nodeExec(node, "perl", "-e", LOCAL).good().out();
        return Json.read(answer, LocalReply.class, node + "'s peer");
    }

    /** An image on its way to a node, from none of its bytes on, until it is closed. */
    final class Fetch implements AutoCloseable {
        final String node;
        private final String name;
        private final Digest digest;

        /** Begins when nothing is left of the loads of tests before: a source that is still spared is not the first choice. */
        Fetch(String name, String node) {
            cluster.await("no source and no uplink above one is loaded", 120, SlowCluster.this::loaded, List::isEmpty);
            this.node = node;
            this.name = name;
            this.digest = cluster.status().transfers().stream()
                    .map(ClusterStatus.Transfer::image)
                    .filter(image -> image.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .digest();
            cluster.exec("peerboot", "assign", name, node).good();
        }

        ImageProgress progress() {
            return local(node).images().stream()
                    .filter(one -> one.digest().equals(digest))
                    .findFirst()
                    .orElseThrow();
        }

        Map<String, Long> bytes() {
            return progress().bytesBySource();
        }

        /** The one that it takes from: while it may not take more, it asks no other. */
        String source() {
            Map<String, Long> bytes =
                    cluster.await(node + " takes from somebody", 60, this::bytes, now -> sum(now) > 1 << 20);
            return most(bytes);
        }

        /** Of what comes after three seconds, nine tenths come from others. */
        void avoids(String source) throws InterruptedException {
            Thread.sleep(3000);
            Map<String, Long> before = bytes();
            Thread.sleep(3000);
            Map<String, Long> since = since(before, bytes());
            assertThat(sum(since)).as("bytes in three seconds").isGreaterThan(1 << 20);
            assertThat(since.getOrDefault(source, 0L))
                    .as("of %s bytes those from %s%s", since, source, cluster.logs())
                    .isLessThanOrEqualTo(sum(since) / 10);
        }

        void comesBackTo(String source) {
            long reached = bytes().getOrDefault(source, 0L);
            cluster.await(
                    node + " takes from " + source + " again",
                    60,
                    this::bytes,
                    bytes -> bytes.getOrDefault(source, 0L) > reached + (1 << 20));
        }

        /** Each byte once, whoever sent it. */
        void endsWithoutAByteTwice() {
            ImageProgress end =
                    cluster.await(node + " is complete", 120, this::progress, now -> now.pieces() == now.of());
            assertThat(end.received()).as("bytes in all").isEqualTo(BYTES);
        }

        @Override
        public void close() {
            startTracker(); // whoever failed left it dead
            cluster.exec("peerboot", "unassign", name, node).good();
            cluster.await(
                    node + " drops " + name,
                    60,
                    () -> cluster.nodeExec(node, "peerboot", "cache", "drop", name)
                            .exit(),
                    exit -> exit == 0);
        }
    }

    static Map<String, Long> since(Map<String, Long> before, Map<String, Long> now) {
        Map<String, Long> since = new TreeMap<>(now);
        since.replaceAll((source, bytes) -> bytes - before.getOrDefault(source, 0L));
        return since;
    }

    static String most(Map<String, Long> bytes) {
        return bytes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    static long sum(Map<String, Long> bytes) {
        return bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
