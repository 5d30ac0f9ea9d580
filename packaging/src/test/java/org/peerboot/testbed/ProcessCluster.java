package org.peerboot.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.peerboot.auth.Credentials;
import org.peerboot.auth.SignedRequest;
import org.peerboot.image.SigningKey;
import org.peerboot.wire.Api;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.Json;
import org.peerboot.wire.LocalReply;
import org.peerboot.wire.LocalRequest;
import org.peerboot.wire.Protocol;

/** A tracker with its origin and some peers, each a process of its own on a loopback address of its own. */
final class ProcessCluster implements AutoCloseable {
    private static final String TRACKER = "127.0.0.1";

    final Path directory;
    final int trackerPort = freePort();
    final Map<String, Daemon> peers = new LinkedHashMap<>();
    final Daemon tracker;
    private final Credentials credentials;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int nodes;
    private final int leaf;

    /**
     * @param policy the rules in force
     */
    ProcessCluster(Path directory, int nodes, int leaf, String policy) throws IOException {
        this.directory = directory;
        this.nodes = nodes;
        this.leaf = leaf;
        byte[] secret = new byte[48];
        new SecureRandom().nextBytes(secret);
        Path psk = directory.resolve("psk");
        Files.createFile(psk, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(psk, Base64.getEncoder().encodeToString(secret) + "\n");
        credentials = Credentials.choose(psk, null);
        SigningKey key = SigningKey.generate();
        Files.createDirectories(directory.resolve("trusted"));
        key.save(directory.resolve("signing.pem"));
        key.savePublic(directory.resolve("trusted/site.pem"));
        writeCluster("");
        Files.writeString(directory.resolve("policy.yaml"), policy);
        Files.writeString(directory.resolve("tracker.yaml"), """
                address: %s
                port: %d
                stateDirectory: %s/tracker
                origin: {address: 127.0.0.1, port: 0, cache: %s/origin, quota: 8GiB}
                workloadManager: {kind: file, file: %s/cluster.yaml}
                policy: %s/policy.yaml
                auth: {munge: never, pskFile: %s/psk}
                trustedKeys: %s/trusted
                """.formatted(
                        TRACKER, trackerPort, directory, directory, directory, directory, directory, directory));
        tracker = Daemon.start("tracker", directory, "tracker", "--config", directory + "/tracker.yaml");
        for (int i = 1; i <= nodes; i++) {
            startPeer(i);
        }
        awaitStatus(
                "every peer is up",
                300,
                status -> status.nodes().stream()
                                .filter(node -> node.peer().equals("up"))
                                .count()
                        == nodes);
    }

    private void startPeer(int i) throws IOException {
        String node = "n" + i;
        Path config = directory.resolve(node + ".yaml");
        Files.writeString(config, """
                node: %s
                tracker: http://%s:%d
                address: 127.0.1.%d
                port: 0
                cache: %s/cache-%s
                quota: 8GiB
                socket: %s/%s.sock
                trustedKeys: %s/trusted
                pskFile: %s/psk
                """.formatted(
                        node, TRACKER, trackerPort, i, directory, node, directory, node, directory, directory));
        peers.put(node, Daemon.start(node, directory, "peer", "--config", config.toString()));
    }

    /** What the workload manager says from now on; {@code jobs} is its YAML list. */
    void writeCluster(String jobs) throws IOException {
        StringBuilder text = new StringBuilder("switches:\n  - {name: spine}\n");
        StringBuilder hosts = new StringBuilder("nodes:\n");
        for (int first = 1, i = 1; first <= nodes; first += leaf, i++) {
            int last = Math.min(nodes, first + leaf - 1);
            text.append("  - {name: leaf%d, parent: spine}%n".formatted(i));
            hosts.append("  - {hosts: \"n[%1$d-%2$d]\", address: \"127.0.1.[%1$d-%2$d]\", leaf: leaf%3$d}%n"
                    .formatted(first, last, i));
        }
        text.append(hosts);
        text.append(jobs);
        Path fresh = directory.resolve("cluster.yaml.new");
        Files.writeString(fresh, text);
        Files.move(
                fresh,
                directory.resolve("cluster.yaml"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Runs a client command to its end and returns what it printed. */
    String run(int seconds, String... arguments) throws IOException, InterruptedException {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--tracker";
        all[arguments.length + 1] = "http://" + TRACKER + ":" + trackerPort;
        all[arguments.length + 2] = "--psk";
        all[arguments.length + 3] = directory + "/psk";
        Path scratch = Files.createTempDirectory(directory, "command");
        Daemon command = Daemon.start(arguments[0], scratch, all);
        command.awaitExit(seconds, 0);
        return command.log();
    }

    ClusterStatus status() throws IOException, InterruptedException {
        URI uri = URI.create("http://" + TRACKER + ":" + trackerPort + Api.STATUS);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(30))
                .header(Credentials.HEADER, credentials.header(SignedRequest.of("GET", uri, new byte[0])))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return Json.read(response.body(), ClusterStatus.class, "the tracker");
    }

    /** What a node's peer says of itself on its local socket. */
    LocalReply local(String node) throws IOException {
        try (SocketChannel channel =
                SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve(node + ".sock")))) {
            String request = Json.write(new LocalRequest(Protocol.VERSION, LocalRequest.Op.STATUS, null, null));
            channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            return Json.read(String.valueOf(lines.readLine()), LocalReply.class, node);
        }
    }

    ClusterStatus awaitStatus(String what, int seconds, Predicate<ClusterStatus> wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Object last = "none";
        while (System.nanoTime() < end) {
            try {
                ClusterStatus status = status();
                if (wanted.test(status)) {
                    return status;
                }
                last = status;
                Thread.sleep(50);
            } catch (IOException e) {
                last = e;
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new AssertionError("not within " + seconds + " s: " + what + "; last status: " + last + logs());
    }

    /** Starts again whichever daemon is not running. */
    void revive() {
        tracker.revive();
        peers.values().forEach(Daemon::revive);
    }

    String logs() {
        StringBuilder all = new StringBuilder("\n--- tracker\n").append(tracker.log());
        peers.forEach(
                (name, peer) -> all.append("\n--- ").append(name).append('\n').append(peer.log()));
        return all.toString();
    }

    static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        peers.values().forEach(Daemon::kill);
        tracker.kill();
    }
}
