package org.peerboot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command says when it does not do what was asked, and its exit code. */
class ErrorsTest {
    @TempDir
    private Path directory;

    private StubTracker tracker;
    private Shell shell;

    @BeforeEach
    void start() throws Exception {
        tracker = new StubTracker();
        shell = new Shell(directory).with(tracker);
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    @Test
    void givesTheTrackersOwnWordsForInputThatItRefuses() {
        tracker.thenRefuses(
                404, "image \"rocky9:v7\": is not in the catalogue; 'peerboot images' lists those that are");
        assertThat(shell.type("assign", "rocky9:v7", "n1")).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err())
                .isEqualTo("peerboot: image \"rocky9:v7\": is not in the catalogue;"
                        + " 'peerboot images' lists those that are\n");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void saysWhoMayNot() {
        tracker.thenRefuses(403, "user ann: may not assign; ask one of the tracker's admins");
        assertThat(shell.type("assign", "rocky9:v8", "n1")).isEqualTo(ExitCode.NOT_PERMITTED);
        assertThat(shell.err()).isEqualTo("peerboot: user ann: may not assign; ask one of the tracker's admins\n");
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(shell.type("images", "--tracker", "http://127.0.0.1:" + port))
                .isEqualTo(ExitCode.NOT_REACHABLE);
        assertThat(shell.err())
                .isEqualTo("peerboot: tracker http://127.0.0.1:" + port + ": does not answer (connection refused);"
                        + " check that 'peerboot tracker' runs there, or name another with --tracker\n");
    }

    @Test
    void saysThatWhatAnswersIsNoTracker() {
        tracker.then(418, "<html>teapot</html>");
        assertThat(shell.type("images")).isEqualTo(ExitCode.FAILED);
        assertThat(shell.err())
                .isEqualTo("peerboot: tracker " + tracker.url() + ": answered with HTTP status 418 and no reason;"
                        + " check that --tracker names a tracker\n");
    }

    @Test
    void saysThatTheTrackersAnswerIsNotUnderstood() {
        tracker.then(200, "[{\"name\":7}]");
        assertThat(shell.type("images")).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err()).startsWith("peerboot: ImageInfo[] from tracker " + tracker.url());
    }

    @Test
    void saysThatNoTrackerIsKnown() {
        shell.environment.remove("PEERBOOT_TRACKER");
        assertThat(shell.type("images")).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err())
                .isEqualTo("peerboot: the tracker: is not known: neither --tracker nor $PEERBOOT_TRACKER nor"
                        + " /etc/peerboot/client.yaml names one; give --tracker http://HOST:7070\n");
    }

    @Test
    void refusesATrackerThatIsNoUrl() {
        assertThat(shell.type("images", "--tracker", "admin1:7070")).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err())
                .isEqualTo("peerboot: tracker \"admin1:7070\": is not a URL such as http://admin1:7070; correct it\n");
    }

    @Test
    void refusesAClientsFileWithAnUnknownKey() throws Exception {
        Path file = Files.writeString(directory.resolve("typo.yaml"), "traker: http://admin1:7070\n");
        shell.environment.put("PEERBOOT_CLIENT", file.toString());
        assertThat(shell.type("images")).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err()).startsWith("peerboot: " + file + " line 1").contains("\"traker\"");
    }

    @Test
    void namesTheMissingWord() {
        assertThat(shell.type("assign", "rocky9:v8")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err())
                .isEqualTo("peerboot: Missing required parameter: 'NODES'\nTry 'peerboot assign --help'.\n");
    }

    @Test
    void guessesWhichCommandWasMeant() {
        assertThat(shell.type("statsu")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("Did you mean").contains("status");
    }

    @Test
    void refusesToWatchInJson() {
        assertThat(shell.type("status", "--watch", "--json")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).startsWith("peerboot: --watch and --json exclude each other; give one of them\n");
    }

    @Test
    void saysThatNothingIsAssignedInsteadOfWaiting() {
        tracker.then(new org.peerboot.wire.ClusterStatus(
                0, "file:cluster.yaml", 0, null, java.util.List.of(), java.util.List.of()));
        assertThat(shell.type("status", "--wait", "--image", "rocky9:v8")).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err())
                .isEqualTo("peerboot: image rocky9:v8: no node is assigned, so that there is nothing to wait for;"
                        + " run 'peerboot assign' first\n");
    }

    @Test
    void showsTheStackOnlyWhenAsked() {
        tracker.thenRefuses(500, "the catalogue: is not readable; see the tracker's log");
        assertThat(shell.type("images")).isEqualTo(ExitCode.FAILED);
        assertThat(shell.err().lines()).hasSize(1);
        assertThat(shell.type("-v", "images")).isEqualTo(ExitCode.FAILED);
        assertThat(shell.err()).contains("\tat org.peerboot.cli");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "--help peer", "peer help", "status help"})
    void helpListsEveryCommand(String typed) {
        assertThat(shell.type(typed.split(" "))).isZero();
        assertThat(shell.out()).contains("\n  peer  ", "\n  publish  ", "\n  status  ", "\n  doctor  ");
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void helpOfACommandBeginsWithItsOwn() {
        for (String typed : List.of("peer help", "help peer", "peer --help")) {
            assertThat(shell.type(typed.split(" "))).isZero();
            assertThat(shell.out()).startsWith("Usage: peerboot peer ").contains("--config=FILE");
        }
    }

    @Test
    void documentsEveryExitCode() {
        assertThat(shell.type("--help")).isZero();
        assertThat(shell.out())
                .contains("0   done", "1   begun, and failed", "2   the command line", "3   refused")
                .contains("4   the tracker or the peer does not answer", "5   not permitted");
    }
}
