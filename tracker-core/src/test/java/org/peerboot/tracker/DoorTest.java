package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peerboot.tracker.TestTracker.error;
import static org.peerboot.tracker.TestTracker.ok;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.auth.SignedRequest;
import org.peerboot.policy.Policy;
import org.peerboot.wire.Api;
import org.peerboot.wire.AssignmentRequest;
import org.peerboot.wire.ClusterStatus;
import org.peerboot.wire.Explanation;
import org.peerboot.wire.Health;
import org.peerboot.wire.PolicyText;
import org.peerboot.wire.Protocol;

class DoorTest {
    private static final byte[] NOTHING = new byte[0];

    @TempDir
    Path dir;

    @Test
    void healthIsOpenAndAllElseIsNot() throws Exception {
        try (TestTracker tracker = new TestTracker(dir)) {
            assertThat(ok(tracker.call("GET", Api.HEALTH, NOTHING, ""), Health.class)
                            .protocol())
                    .isEqualTo(Protocol.VERSION);
            for (String path : List.of(Api.STATUS, Api.IMAGES, Api.EXPLAIN, Api.POLICY, Api.MANIFEST)) {
                assertThat(error(401, tracker.call("GET", path, NOTHING, "")))
                        .isEqualTo("credential of this request: carries none; "
                                + "give the tracker's pre-shared key file");
            }
            assertThat(error(401, tracker.call("POST", Api.ASSIGN, NOTHING, "")))
                    .contains("carries none");
        }
    }

    @Test
    void aCredentialIsGoodForItsRequestAlone() throws Exception {
        try (TestTracker tracker = new TestTracker(dir)) {
            String header = tracker.credentials.header(SignedRequest.of("GET", Api.STATUS, NOTHING));
            assertThat(error(401, tracker.call("GET", Api.IMAGES, NOTHING, header)))
                    .contains("another request");
            assertThat(tracker.call("GET", Api.STATUS, NOTHING, header).statusCode())
                    .isEqualTo(200);
            assertThat(error(401, tracker.call("GET", Api.STATUS, NOTHING, header)))
                    .contains("was used before");
        }
    }

    @Test
    void anyoneMayReadWhereTheConfigurationSaysSo() throws Exception {
        try (TestTracker tracker = new TestTracker(dir, "anyoneMayRead: true\n")) {
            tracker.publish("kernel:v1", 10, 1);
            assertThat(tracker.call("GET", Api.STATUS, NOTHING, "").statusCode())
                    .isEqualTo(200);
            assertThat(error(403, tracker.call("GET", Api.MANIFEST + "?image=kernel:v1", NOTHING, "")))
                    .isEqualTo("image kernel:v1: is not yours to read; ask its owner or an administrator");
            assertThat(tracker.call("POST", Api.ASSIGN, NOTHING, "").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void strangePathsAndMethodsAreNamed() throws Exception {
        try (TestTracker tracker = new TestTracker(dir)) {
            assertThat(error(404, tracker.get("/v2/status"))).startsWith("path \"/v2/status\": is not the tracker's");
            assertThat(error(405, tracker.call("DELETE", Api.STATUS, NOTHING)))
                    .isEqualTo("path /v1/status: does not take DELETE; use GET");
            assertThat(error(426, tracker.get(Protocol.SESSION_PATH))).contains("open it as RFC 6455 says");
        }
    }

    @Test
    void aBodyBeyondItsLimitIsNotReadToItsEnd() throws Exception {
        try (TestTracker tracker = new TestTracker(dir)) {
            assertThat(error(413, tracker.call("POST", Api.STATUS, new byte[1])))
                    .isEqualTo("request body: is longer than 0 bytes; send less at once");
            assertThat(raw(
                            tracker,
                            "POST " + Api.IMAGES + " HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n"))
                    .startsWith("HTTP/1.1 413")
                    .contains("{\"error\":\"request body: is longer than");
            assertThat(raw(
                            tracker,
                            "PUT " + Api.BYTES + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + ("100000\r\n" + "x".repeat(1 << 20) + "\r\n").repeat(9)))
                    .startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void brokenRequestsAreAnsweredAndHungUpOn() throws Exception {
        try (TestTracker tracker = new TestTracker(dir)) {
            assertThat(raw(tracker, "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("is no HTTP/1.1");
            assertThat(raw(tracker, "GET / HTTP/1.1\r\nX: " + "y".repeat(1 << 20) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 431");
            assertThat(raw(tracker, "GET /" + "y".repeat(10_000) + " HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 414");
            assertThat(raw(tracker, "GET /v1/health?a=%zz HTTP/1.1\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("is not encoded properly");
        }
    }

    @Test
    void slowConnectionsStandInNobodysWay() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (TestTracker tracker = new TestTracker(dir)) {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket("127.0.0.1", tracker.port());
                socket.getOutputStream().write("GET /v1/sta".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            assertThat(tracker.status().nodes()).hasSize(3);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static String raw(TestTracker tracker, String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", tracker.port())) {
            socket.setSoTimeout(10_000);
            Thread writer = new Thread(() -> {
                try {
                    OutputStream out = socket.getOutputStream();
                    out.write(request.getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                } catch (IOException hungUp) {
                    // The answer says why.
                }
            });
            writer.start();
            byte[] answer = new byte[1 << 16];
            int read = socket.getInputStream().readNBytes(answer, 0, 12);
            read += socket.getInputStream().read(answer, read, answer.length - read);
            return new String(answer, 0, read, StandardCharsets.US_ASCII);
        }
    }

    @Test
    void explainsWhyANodeMaySendToAnother() throws Exception {
        try (TestTracker tracker = new TestTracker(dir)) {
            Explanation explanation = ok(tracker.get(Api.EXPLAIN + "?source=n1&destination=n2"), Explanation.class);
            assertThat(explanation.source()).isEqualTo("n1");
            assertThat(explanation.verdict()).isNotEmpty();
            assertThat(error(404, tracker.get(Api.EXPLAIN + "?source=n1&destination=n9")))
                    .isEqualTo("node n9: is not in scripted:test; check the spelling, or add it to the cluster");
            assertThat(error(400, tracker.get(Api.EXPLAIN + "?source=n1"))).contains("has no destination");
        }
    }

    @Test
    void aBrokenPolicyLeavesTheOldOneInForceAndWarns() throws Exception {
        Path policy = Files.writeString(dir.resolve("policy.yaml"), Policy.standardText());
        try (TestTracker tracker = new TestTracker(dir, "policy: " + policy + "\n")) {
            PolicyText good = ok(tracker.get(Api.POLICY), PolicyText.class);
            assertThat(good.source()).isEqualTo(policy.toString());
            Files.writeString(policy, "rules: [{nmae: x}]\n");
            String warning = waitForWarning(tracker);
            assertThat(warning)
                    .startsWith("policy: the old rules stay in force; ")
                    .contains(policy.toString());
            assertThat(ok(tracker.get(Api.POLICY), PolicyText.class).text()).isEqualTo(good.text());
            Files.writeString(policy, good.text());
            while (tracker.status().warning() != null) {
                Thread.sleep(50);
            }
        }
    }

    private static String waitForWarning(TestTracker tracker) throws InterruptedException {
        for (int i = 0; i < 1200; i++) {
            String warning = tracker.status().warning();
            if (warning != null) {
                return warning;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no warning within 60 s");
    }

    @Test
    void statusCanBeAskedOfSomeNodesAndOneImage() throws Exception {
        try (TestTracker tracker = new TestTracker(dir)) {
            tracker.publish("a:v1", 10, 1);
            tracker.publish("b:v1", 11, 2);
            tracker.post(Api.ASSIGN, new AssignmentRequest("a:v1", "n1"));
            tracker.post(Api.ASSIGN, new AssignmentRequest("b:v1", "n1"));
            var status = ok(tracker.get(Api.STATUS + "?image=b:v1&nodes=n[2-3]"), ClusterStatus.class);
            assertThat(status.transfers())
                    .singleElement()
                    .satisfies(t -> assertThat(t.state()).isEqualTo("waiting"));
            assertThat(status.nodes()).extracting(n -> n.node()).containsExactly("n2", "n3");
            assertThat(status.nodes()).allSatisfy(n -> assertThat(n.peer()).isEqualTo("never seen"));
        }
    }
}
