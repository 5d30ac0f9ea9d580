package org.peerboot.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** When payload left a node's serving port, as the switch saw it: segments above 512 bytes. */
final class PayloadCapture implements AutoCloseable {
    private static final int SECONDS = 60;
    private static final int PAYLOAD = 512;

    private final Path packets;
    private final Process tcpdump;

    /** Captures once this returns. */
    PayloadCapture(SlurmCluster cluster, String node) throws IOException {
        String address = cluster.nodeExec(node, "hostname", "-i").good().out().strip();
        packets = cluster.directory().resolve("port-" + node + ".pcap");
        Path said = cluster.directory().resolve("port-" + node + ".tcpdump");
        tcpdump = new ProcessBuilder(
                        Checkout.path("packaging/testbed").toString(),
                        "node-exec",
                        "--dir",
                        cluster.directory().toString(),
                        "fabric",
                        "tcpdump",
                        "-i",
                        "port-" + node,
                        "-U",
                        "-s",
                        "96",
                        "-Z",
                        "root",
                        "-w",
                        packets.toString(),
                        "tcp src port 7071 and src host " + address)
                .redirectError(said.toFile())
                .start();
        cluster.await("tcpdump listens", SECONDS, () -> Files.readString(said), text -> text.contains("listening on"));
    }

    /** Ends the capture. */
    @Override
    public void close() {
        tcpdump.destroy();
        try {
            tcpdump.waitFor(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last within a span, of milliseconds since the epoch; none if there was none. */
    OptionalLong last(long from, long to) {
        return Command.run(SECONDS, List.of("tcpdump", "-r", packets.toString(), "-n", "-tt", "-q", "ip and tcp"))
                .good()
                .lines()
                .stream()
                .map(line -> line.split(" "))
                .filter(words -> Integer.parseInt(words[words.length - 1]) > PAYLOAD)
                .mapToLong(words -> Math.round(Double.parseDouble(words[0]) * 1000))
                .filter(at -> at >= from && at <= to)
                .max();
    }
}
