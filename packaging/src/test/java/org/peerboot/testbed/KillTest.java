package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerboot.image.Digest;
import org.peerboot.image.TrustedKeys;
import org.peerboot.store.CachedImage;
import org.peerboot.store.ImageCache;
import org.peerboot.unix.UnixFiles;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.ImageProgress;

/** {@code kill -9} at a moment drawn from a seed, between 20 % and 80 % of the bytes; the rest end with the right image. */
@Tag("cluster")
final class KillTest {
    private static final int BYTES = (48 << 20) + 4_321;
    private static final int NODES = 6;
    /** No wait is longer; the machine has other clusters. */
    private static final int SECONDS = 300;
    /** A slow origin, so that there is a middle to be killed in. */
    private static final String POLICY = """
            - name: leave-busy-sources
              weigh: {attribute: job.running, above: 0, factor: 0}
            - name: same-leaf-first
              weigh: {attribute: topology.hops, above: 2, factor: 0.1}
            - name: one-copy-an-uplink
              uplink: {copies: 1}
            - name: slow-origin
              when: source.origin
              limit: {upload: 8MB/s}
            """;

    @TempDir
    private static Path directory;

    private static ProcessCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = new ProcessCluster(directory, NODES, 3, POLICY);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** Five seeds; {@code -Dpeerboot.seed=N} replays one. */
    static LongStream seeds() {
        Long one = Long.getLong("peerboot.seed");
        return one != null ? LongStream.of(one) : new Random().longs(5, 1, 1_000_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSourceDies(long seed) throws Exception {
        try (Run run = new Run("source", seed)) {
            run.awaitMoment(cluster.peers.keySet(), 0.6);
            String victim = "n" + (1 + run.random.nextInt(NODES));
            cluster.peers.get(victim).kill();
            run.awaitRest(victim);
            run.everybodyElseIsRight(victim);
            cluster.peers.get(victim).restart();
            run.awaitRest("");
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDestinationDiesAndComesBack(long seed) throws Exception {
        boolean died = false;
        for (int i = 0; i < 5 && !died; i++) {
            died = aDestinationDies(seed + i, 0.6 / (1 + i));
        }
        assertThat(died).as("a destination died in time (seed %d)", seed).isTrue();
    }

    /**
     * False where the machine slept so long that the victim was whole when it died: that is another test, and an earlier
     * moment is drawn.
     */
    private static boolean aDestinationDies(long seed, double range) throws Exception {
        try (Run run = new Run("destination", seed)) {
            String victim = "n" + (1 + run.random.nextInt(NODES));
            run.awaitMoment(Set.of(victim), range);
            cluster.peers.get(victim).kill();
            long missing = run.missing(victim);
            assertThat(missing).isLessThan(BYTES);
            cluster.peers.get(victim).restart();
            run.awaitRest("");
            run.everybodyElseIsRight(victim);
            assertThat(missing == 0 ? 0 : run.progressSinceStart(victim).received())
                    .as("bytes that %s fetched after its return, of %d missing then", victim, missing)
                    .isEqualTo(missing);
            return missing > 0;
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theTrackerDiesAndComesBack(long seed) throws Exception {
        try (Run run = new Run("tracker", seed)) {
            run.awaitMoment(cluster.peers.keySet(), 0.6);
            cluster.tracker.kill();
            Thread.sleep(run.random.nextInt(1500));
            cluster.tracker.restart();
            run.awaitRest("");
            run.everybodyElseIsRight("");
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOriginDiesOnceEveryPieceIsOut(long seed) throws Exception {
        try (Run run = new Run("origin", seed)) {
            run.awaitEveryPieceOut();
            cluster.tracker.kill();
            run.awaitWhole();
            cluster.tracker.restart();
            run.awaitRest("");
            run.everybodyElseIsRight("");
        }
    }

    /** One image on its way to all nodes. */
    private static final class Run implements AutoCloseable {
        final Random random;
        final String name;
        final Digest image;
        private final long seed;
        private final FinalNames names;

        Run(String what, long seed) throws Exception {
            this.seed = seed;
            System.out.printf("%s seed=%d (replay with -Dpeerboot.seed=%d)%n", what, seed, seed);
            random = new Random(seed);
            byte[] content = new byte[BYTES];
            random.nextBytes(content);
            Path file = directory.resolve("root.img");
            Files.write(file, content);
            name = what + seed + ":v1";
            cluster.run(
                    SECONDS,
                    "publish",
                    name,
                    "--file",
                    file + ":root.img",
                    "--assign",
                    "all",
                    "--key",
                    directory.resolve("signing.pem").toString());
            image = cluster.status().transfers().stream()
                    .map(transfer -> transfer.image())
                    .filter(info -> info.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .digest();
            names = new FinalNames(directory, image, Digest.of(content));
        }

        /**
         * Waits until {@code nodes} hold a share of the image, drawn from the seed. Their daemons are asked, not the
         * tracker, which hears a second later.
         *
         * @param range beyond a fifth
         */
        void awaitMoment(Collection<String> nodes, double range) throws Exception {
            double share = 0.2 + range * random.nextDouble();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            double held = 0;
            while (held < share && System.nanoTime() < end) {
                Thread.sleep(20);
                held = 0;
                for (String node : nodes) {
                    held += held(node) / nodes.size();
                }
            }
            assertThat(held)
                    .as("share of the image that %s hold within %d s (seed %d)%s", nodes, SECONDS, seed, cluster.logs())
                    .isGreaterThanOrEqualTo(share);
        }

        private double held(String node) throws IOException {
            return cluster.local(node).images().stream()
                    .filter(one -> one.digest().equals(image))
                    .mapToDouble(one -> (double) one.pieces() / one.of())
                    .findFirst()
                    .orElse(0);
        }

        void awaitEveryPieceOut() {
            cluster.awaitStatus(
                    "the origin has sent every piece (seed " + seed + ")",
                    SECONDS,
                    status -> transfer(status).originBytes() >= BYTES);
        }

        void awaitRest(String dead) {
            cluster.awaitStatus(
                    "all but " + dead + " are complete (seed " + seed + ")",
                    SECONDS,
                    status -> status.nodes().stream()
                                    .filter(node -> !node.node().equals(dead))
                                    .filter(node -> node.images().stream()
                                            .anyMatch(image -> image.digest().equals(this.image)
                                                    && image.state() == ImageProgress.State.COMPLETE))
                                    .count()
                            >= NODES - (dead.isEmpty() ? 0 : 1));
        }

        /** Without the tracker: looks at the caches. */
        void awaitWhole() throws InterruptedException {
            for (int i = 0; i < 10 * SECONDS && names.whole().size() < NODES; i++) {
                Thread.sleep(100);
            }
            assertThat(names.whole())
                    .as("caches that hold the image (seed %d)%s", seed, cluster.logs())
                    .hasSize(NODES);
        }

        void everybodyElseIsRight(String victim) throws Exception {
            assertThat(names.wrong()).as("partial files under final names").isEmpty();
            for (ClusterStatus.Node node : cluster.status().nodes()) {
                if (!node.node().equals(victim)) {
                    assertThat(progress(node).received())
                            .as("bytes that %s fetched", node.node())
                            .isEqualTo(BYTES);
                }
            }
        }

        private ImageProgress progress(ClusterStatus.Node node) {
            return node.images().stream()
                    .filter(one -> one.digest().equals(image))
                    .findFirst()
                    .orElseThrow();
        }

        /** As the node's own daemon counts it; the tracker counts beyond restarts. */
        ImageProgress progressSinceStart(String node) throws IOException {
            return cluster.local(node).images().stream()
                    .filter(one -> one.digest().equals(image))
                    .findFirst()
                    .orElseThrow();
        }

        /** Bytes that a dead node's cache lacks. */
        long missing(String node) throws IOException {
            try (ImageCache cache = ImageCache.open(
                    directory.resolve("cache-" + node),
                    8L << 30,
                    TrustedKeys.load(directory.resolve("trusted")),
                    Clock.systemUTC(),
                    new UnixFiles())) {
                CachedImage cached = cache.find(image);
                return cached == null ? BYTES : cached.missingBytes();
            }
        }

        private ClusterStatus.Transfer transfer(ClusterStatus status) {
            return status.transfers().stream()
                    .filter(transfer -> transfer.image().digest().equals(image))
                    .findFirst()
                    .orElseThrow();
        }

        /** Whoever is still dead was left so by a failure, which the next run must not inherit. */
        @Override
        public void close() {
            names.close();
            cluster.revive();
        }
    }
}
