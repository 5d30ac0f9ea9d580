package org.peerboot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggingTest {
    private static final String HOSTILE = "image=\"a\\b\"\n{\"level\":\"ERROR\"}\t\u0000\u001b[2J\u2028 é";

    private static String line(LogLayout layout, Throwable thrown) {
        Log4jLogEvent event = Log4jLogEvent.newBuilder()
                .setLevel(Level.WARN)
                .setLoggerName("org.peerboot.peer.Peer")
                .setMessage(new SimpleMessage(HOSTILE))
                .setThrown(thrown)
                .setTimeMillis(1_700_000_000_123L)
                .build();
        return layout.toSerializable(event);
    }

    private static JsonNode read(String line) throws IOException {
        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        return new ObjectMapper().readTree(line);
    }

    @Test
    void anEventIsOneObjectWhateverItsMessageHolds() throws IOException {
        JsonNode event = read(line(LogLayout.ofDaemon(LogFormat.JSON, false), null));
        assertThat(event.get("message").asText()).isEqualTo(HOSTILE);
        assertThat(event.get("level").asText()).isEqualTo("WARN");
        assertThat(event.get("logger").asText()).isEqualTo("Peer");
        assertThat(event.get("time").asText()).matches("2023-11-1\\dT\\d\\d:\\d\\d:20\\.123.*");
        assertThat(event.has("error")).isFalse();
    }

    @Test
    void whatWentWrongIsAFieldOfItsOwnWithItsStackForWhoeverWantsMore() throws IOException {
        IllegalStateException wrong = new IllegalStateException("disk \"full\"\nreally");
        assertThat(read(line(LogLayout.ofDaemon(LogFormat.JSON, false), wrong))
                        .get("error")
                        .asText())
                .contains("disk \"full\"");
        assertThat(read(line(LogLayout.ofDaemon(LogFormat.JSON, true), wrong))
                        .get("error")
                        .asText())
                .contains("disk \"full\"", "\tat " + LoggingTest.class.getName());
    }

    @Test
    void aPersonReadsWhenHowBadWhoAndWhat() {
        String line = line(LogLayout.ofDaemon(LogFormat.TEXT, false), null);
        assertThat(line).matches("(?s)2023-11-1\\dT\\d\\d:\\d\\d:20\\.123\\S+ WARN  Peer image=.*\n");
        assertThat(line(LogLayout.ofDaemon(LogFormat.TEXT, false), new IllegalStateException("disk full")))
                .endsWith("é\ndisk full\n");
        assertThat(line(LogLayout.ofCommand(false), new IllegalStateException("disk full")))
                .isEqualTo("peerboot: " + HOSTILE + "\n");
        assertThat(line(LogLayout.ofCommand(true), new IllegalStateException("disk full")))
                .contains("IllegalStateException: disk full\n\tat ");
    }

    @Test
    void aFormatThatIsNoneIsRefusedWithThoseThatAre(@TempDir Path directory) throws Exception {
        Shell shell = new Shell(directory);
        assertThat(shell.type("peer", "--log", "xml")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("--log").contains("TEXT, JSON").contains("xml");
    }
}
