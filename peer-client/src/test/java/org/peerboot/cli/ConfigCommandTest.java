package org.peerboot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code peerboot config} says of files. */
class ConfigCommandTest {
    @TempDir
    Path directory;

    private Shell shell;

    @BeforeEach
    void opens() throws Exception {
        shell = new Shell(directory);
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void saysThatAFileIsGood() throws Exception {
        Path file = file("peer.yaml", "tracker: http://admin1:7070\n");
        assertThat(shell.type("config", "check", file.toString())).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo(file + ": good\n");
    }

    @Test
    void saysWhatIsWrongWithAFileAndWhere() throws Exception {
        Path file = file("n1.yaml", "port: 7071\nquota: 64GB\nquotta: 1\n");
        assertThat(shell.type("config", "check", "--as", "peer", file.toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err()).contains(file + " line 3", "quotta", "quota");
    }

    @Test
    void knowsAFilesKindByItsName() throws Exception {
        Path file = file("unheard-of.yaml", "{}\n");
        assertThat(shell.type("config", "check", file.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err()).contains("\"unheard-of\": is not known", "peer, client", "--as");
    }

    @Test
    void showsWhereEachValueCameFrom() throws Exception {
        Path file = file("peer.yaml", "# ours\nnode: n007\n\nquota: 32GiB\n");
        assertThat(shell.type("config", "show", "peer", "--origin", "--config", file.toString()))
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out().lines().map(line -> line.replaceAll(" +", " ")))
                .startsWith("KEY VALUE ORIGIN", "node n007 " + file + " line 2")
                .contains(
                        "quota 32GiB " + file + " line 4",
                        "tracker - default",
                        "cache /var/lib/peerboot/cache default",
                        "pskFile - default");
    }

    @Test
    void theEnvironmentOutweighsTheClientsFile() throws Exception {
        file("client.yaml", "tracker: http://admin1:7070\nmungeSocket: /run/munge/m\n");
        shell.environment.put("PEERBOOT_TRACKER", "http://admin2:7070");
        assertThat(shell.type("config", "show", "client", "--origin", "--json")).isEqualTo(ExitCode.OK);
        assertThat(shell.out())
                .contains("{\"key\":\"tracker\",\"value\":\"http://admin2:7070\",\"origin\":\"$PEERBOOT_TRACKER\"}")
                .contains("\"/run/munge/m\",\"origin\":\"" + directory.resolve("client.yaml") + " line 2\"");
    }
}
