package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The RebootProgram under sh, among stand-ins of all that it calls: whatever goes wrong, the node reboots. */
@Tag("cluster")
final class RebootProgramTest {
    private static final String DIGEST = "sha256:" + "5".repeat(64);
    private static final String HERE = """
            PEERBOOT_IMAGE='os:2'
            PEERBOOT_DIGEST='%s'
            PEERBOOT_TREE='/cache/it'\\''s'
            PEERBOOT_KERNEL='boot/vmlinuz'
            PEERBOOT_INITRD='boot/a
            boot/b'
            PEERBOOT_APPEND='ro x=$(touch harm) "q"'
            PEERBOOT_WHY=''
            PEERBOOT_ASSIGNED=yes
            """.formatted(DIGEST);

    @TempDir
    private Path directory;

    /** What the stand-ins were called with, a line each. */
    private Path calls;

    private Path conf;

    @BeforeEach
    void standIns() throws IOException {
        calls = directory.resolve("calls");
        conf = Files.writeString(
                directory.resolve("boot.conf"), "# a comment\nwait = 7\naction=" + directory.resolve("action") + "\n");
        // All of them succeed: what is behind the last of them would turn off the machine of the test.
        for (String name : List.of("reboot", "systemctl", "logger")) {
            program(name, "echo \"" + name + " $*\" >>\"$CALLS\"");
        }
        program(
                "action",
                "echo \"action $PEERBOOT_DIGEST|$PEERBOOT_TREE|$PEERBOOT_KERNEL|$PEERBOOT_INITRD|"
                        + "$PEERBOOT_APPEND|$PEERBOOT_ASSIGNED|$PEERBOOT_WHY\" >>\"$CALLS\"");
        answer(HERE, 0);
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The peer's answer to what shall be booted. */
    private void answer(String text, int exit) throws IOException {
        Path answer = Files.writeString(directory.resolve("answer"), text);
        program(
                "peerboot-event",
                "echo \"event $*\" >>\"$CALLS\"\n" + "[ \"$1\" = booting ] || { cat " + answer + "; exit " + exit
                        + "; }");
    }

    private Command run() {
        Command command = Command.run(
                60,
                List.of(
                        "env",
                        "-i",
                        "PATH=" + directory + ":/usr/bin:/bin",
                        "CALLS=" + calls,
                        "PEERBOOT_BOOT_CONF=" + conf,
                        "sh",
                        "-c",
                        "cd \"$0\" && exec \"$1\"",
                        directory.toString(),
                        Checkout.path("packaging/slurm/reboot").toString()));
        assertThat(directory.resolve("harm")).as("what a value says is not run").doesNotExist();
        return command;
    }

    /** Without syslog's. */
    private List<String> called() throws IOException {
        List<String> all = new ArrayList<>(Files.readAllLines(calls));
        all.removeIf(line -> line.startsWith("logger "));
        return all;
    }

    @Test
    void bootsTheAssignedImageByItsAction() throws Exception {
        Command command = run().good();
        assertThat(command.err()).isEqualTo("peerboot-reboot: booting the assigned image os:2 " + DIGEST + "\n");
        assertThat(called())
                .containsExactly(
                        "event boot --wait 7 --socket /run/peerboot/peer.sock",
                        "event booting " + DIGEST + " --socket /run/peerboot/peer.sock",
                        "action " + DIGEST + "|/cache/it's|boot/vmlinuz|boot/a",
                        "boot/b|ro x=$(touch harm) \"q\"|yes|");
        assertThat(Files.readAllLines(calls)).anyMatch(line -> line.startsWith("logger -t peerboot-reboot"));
    }

    @Test
    void saysWhyItBootsTheLastOne() throws Exception {
        answer(HERE.replace("ASSIGNED=yes", "ASSIGNED=no").replace("WHY=''", "WHY='image os:3 is not here yet'"), 0);
        assertThat(run().good().err())
                .isEqualTo("peerboot-reboot: booting the image that came up last, os:2 " + DIGEST
                        + ": image os:3 is not here yet\n");
        assertThat(called()).last().asString().endsWith("|no|image os:3 is not here yet");
    }

    @Test
    void rebootsWithoutAnImageWhenThePeerIsNotThere() throws Exception {
        answer("", 1);
        assertThat(run().good().err()).contains("rebooting without an image of ours: peerboot-event: status 1");
        assertThat(called())
                .contains("event booting none --socket /run/peerboot/peer.sock")
                .last()
                .asString()
                .startsWith("action |||||no|peerboot-event: status 1");
    }

    @Test
    void takesNoAnswerThatIsNone() throws Exception {
        answer("touch harm\n", 0);
        run().good();
        answer(HERE, 3);
        assertThat(run().good().err()).contains("rebooting without an image of ours");
    }

    @Test
    void rebootsWhenTheActionFails() throws Exception {
        program("action", "exit 5");
        assertThat(run().good().err()).contains("failed with status 5: rebooting without it");
        assertThat(called()).last().asString().matches("systemctl reboot|reboot ");
        Files.delete(directory.resolve("action"));
        run().good();
        assertThat(called()).last().asString().matches("systemctl reboot|reboot ");
    }

    @Test
    void rebootsHarderWhenRebootFails() throws Exception {
        Files.writeString(conf, "");
        program("systemctl", "echo \"systemctl $*\" >>\"$CALLS\"; exit 1");
        program("reboot", "echo \"reboot $*\" >>\"$CALLS\"; [ \"$1\" = -f ]");
        run().good();
        assertThat(called()).endsWith("reboot ", "reboot -f");
    }

    @Test
    void takesItsOwnWaitWhenTheFilesIsNone() throws Exception {
        Files.writeString(conf, "wait=soon\n");
        assertThat(run().good().err()).contains("wait=soon is no number of seconds: 20 are taken");
        assertThat(called()).first().isEqualTo("event boot --wait 20 --socket /run/peerboot/peer.sock");
        Files.delete(conf);
        run().good();
        assertThat(called()).contains("event boot --wait 20 --socket /run/peerboot/peer.sock");
    }
}
