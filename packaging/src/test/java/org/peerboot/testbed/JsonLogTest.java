package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.SigningKey;

/** Both daemons' logs as a collector reads them. */
@Tag("cluster")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class JsonLogTest {
    @TempDir
    private Path dir;

    /** Its messages up to the first that begins with {@code last}; it ends then. */
    private static List<String> messages(ProcessBuilder daemon, String last) throws Exception {
        daemon.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = daemon.redirectErrorStream(true).start();
        try (BufferedReader log = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> messages = new ArrayList<>();
            while (messages.isEmpty() || !messages.get(messages.size() - 1).startsWith(last)) {
                String line = log.readLine();
                assertThat(line).as("after %s", messages).isNotNull();
                assertThat(line).startsWith("{");
                JsonNode event = new ObjectMapper().readTree(line);
                assertThat(event.get("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*");
                assertThat(event.get("level").asText()).isIn("INFO", "WARN", "ERROR");
                messages.add(event.get("message").asText());
            }
            return messages;
        } finally {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private Path config(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text.replace("DIR", dir.toString()));
    }

    private void trustSomebody() throws IOException {
        Files.createDirectory(dir.resolve("trusted"));
        SigningKey.generate().savePublic(dir.resolve("trusted/site.pem"));
    }

    @Test
    void theTrackersSaysWhatItSaysInObjects() throws Exception {
        Path config = config("tracker.yaml", """
                {address: 127.0.0.1, port: 0, stateDirectory: DIR/state, auth: {munge: never, pskFile: DIR/psk},
                 trustedKeys: DIR/trusted, origin: {address: 127.0.0.1, port: 0, cache: DIR/origin, quota: 1GiB},
                 workloadManager: {kind: file, file: DIR/cluster.yaml}}
                """);
        trustSomebody();
        Files.setPosixFilePermissions(
                config("psk", "0123456789abcdef".repeat(4)), PosixFilePermissions.fromString("rw-------"));
        config("cluster.yaml", "nodes: [{hosts: n1, address: 127.0.0.1}]\n");
        ProcessBuilder daemon = new ProcessBuilder(
                Distribution.program().toString(), "tracker", "--log", "json", "--config", config.toString());
        assertThat(messages(daemon, "tracker ready ")).isNotEmpty();
    }

    @Test
    void thePeersFollowsItsEnvironment() throws Exception {
        Path config = config("peer.yaml", """
                {node: n1, tracker: "http://127.0.0.1:1", address: 127.0.0.1, port: 0, cache: DIR/cache, quota: 1GiB,
                 socket: DIR/peer.sock, trustedKeys: DIR/trusted}
                """);
        trustSomebody();
        ProcessBuilder daemon =
                new ProcessBuilder(Distribution.program().toString(), "peer", "--config", config.toString());
        daemon.environment().put("PEERBOOT_LOG", "json");
        assertThat(messages(daemon, "peer ready ")).isNotEmpty();
    }
}
