package org.peerboot.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks a name server of the test's own, by datagrams on loopback. */
class ServiceRecordTest {
    private record Srv(int priority, int weight, int port, String host) {}

    private static final String SEARCH = "nameserver 127.0.0.1\nsearch first.example cluster.example\n";

    private DatagramSocket socket;
    private volatile Map<String, List<Srv>> zone = Map.of();

    @BeforeEach
    void serve() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread server = new Thread(this::answer, "name-server");
        server.setDaemon(true);
        server.start();
    }

    @AfterEach
    void stop() {
        socket.close();
    }

    private String tracker(String resolvConf) {
        return String.valueOf(new ServiceRecord("dns://127.0.0.1:" + socket.getLocalPort()).tracker(resolvConf));
    }

    @Test
    void theFirstInPriorityCountsAndOfThoseTheHeaviest() {
        zone = Map.of(
                "_peerboot._tcp.cluster.example",
                List.of(
                        new Srv(20, 90, 7070, "late.cluster.example"),
                        new Srv(10, 5, 7070, "light.cluster.example"),
                        new Srv(10, 60, 7171, "admin.cluster.example")));
        assertThat(tracker(SEARCH)).isEqualTo("http://admin.cluster.example:7171");
    }

    @Test
    void theFirstDomainThatHasOneCounts() {
        zone = Map.of(
                "_peerboot._tcp.first.example", List.of(new Srv(0, 0, 7070, "one.example")),
                "_peerboot._tcp.cluster.example", List.of(new Srv(0, 0, 7070, "two.example")));
        assertThat(tracker(SEARCH)).isEqualTo("http://one.example:7070");
        assertThat(tracker("search cluster.example\n")).isEqualTo("http://two.example:7070");
    }

    @Test
    void aPeerWithoutAWorkloadManagersFileGoesThere(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/resolv.conf"), SEARCH);
        zone = Map.of("_peerboot._tcp.cluster.example", List.of(new Srv(0, 0, 7171, "admin.example")));
        ServiceRecord names = new ServiceRecord("dns://127.0.0.1:" + socket.getLocalPort());
        assertThat(TrackerPlace.of(PeerConfig.defaults(), root, Map.of(), names))
                .hasToString("http://admin.example:7171");
    }

    @Test
    void theRootSaysThatThereIsNone() {
        zone = Map.of("_peerboot._tcp.cluster.example", List.of(new Srv(0, 0, 0, "")));
        assertThat(tracker(SEARCH)).isEqualTo("null");
    }

    @Test
    void nobodyIsAskedWithoutADomain() {
        socket.close();
        assertThat(tracker("nameserver 127.0.0.1\n")).isEqualTo("null");
        assertThat(tracker("search ../etc {x}\n")).isEqualTo("null");
    }

    @Test
    void aServerThatIsAwayIsNoTracker() {
        socket.close();
        assertThat(tracker("search cluster.example\n")).isEqualTo("null");
    }

    private void answer() {
        byte[] bytes = new byte[512];
        DatagramPacket question = new DatagramPacket(bytes, bytes.length);
        try {
            while (true) {
                question.setLength(bytes.length);
                socket.receive(question);
                byte[] reply = reply(bytes, question.getLength());
                socket.send(new DatagramPacket(reply, reply.length, question.getSocketAddress()));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    /** RFC 1035, 4: a header of six numbers, the question as it came, one record an answer. */
    private byte[] reply(byte[] question, int length) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = 12;
        while (question[at] != 0) {
            name.append(name.length() == 0 ? "" : ".").append(new String(question, at + 1, question[at], US_ASCII));
            at += question[at] + 1;
        }
        int end = at + 5;
        List<Srv> found = zone.getOrDefault(name.toString(), List.of());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(question, 0, 2);
        out.writeShort(found.isEmpty() ? 0x8183 : 0x8180);
        out.writeShort(1);
        out.writeShort(found.size());
        out.writeInt(0);
        out.write(question, 12, Math.min(end, length) - 12);
        for (Srv one : found) {
            out.writeShort(0xc00c);
            out.writeShort(33);
            out.writeShort(1);
            out.writeInt(60);
            byte[] target = labels(one.host());
            out.writeShort(6 + target.length);
            out.writeShort(one.priority());
            out.writeShort(one.weight());
            out.writeShort(one.port());
            out.write(target);
        }
        return bytes.toByteArray();
    }

    private static byte[] labels(String host) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String label : host.isEmpty() ? new String[0] : host.split("\\.")) {
            out.write(label.length());
            out.writeBytes(label.getBytes(US_ASCII));
        }
        out.write(0);
        return out.toByteArray();
    }
}
