package org.peerboot.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The helper of Slurm's node features under sh, with a stand-in of peerboot-event. */
@Tag("cluster")
final class NodeFeatureTest {
    @TempDir
    private Path directory;

    private Path features;

    @BeforeEach
    void files() throws IOException {
        features = Files.writeString(
                directory.resolve("features"),
                "# images\nstandard = os:1   # the usual\nrt=os:rt\n\nother =\nrt.=other:1\n*=every:1\n");
        Files.writeString(directory.resolve("boot.conf"), "event=" + directory.resolve("event") + "\nsocket=/x/sock\n");
        cmdline("ro quiet");
        event("exit 0");
    }

    private void cmdline(String words) throws IOException {
        Files.writeString(directory.resolve("cmdline"), words + "\n");
    }

    private void event(String last) throws IOException {
        Path file = Files.writeString(
                directory.resolve("event"),
                "#!/bin/sh\necho \"$*\" >>" + directory.resolve("calls") + "\n" + last + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Command run(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                "env",
                "-i",
                "PATH=/usr/bin:/bin",
                "PEERBOOT_FEATURES=" + features,
                "PEERBOOT_PROC=" + directory,
                "PEERBOOT_BOOT_CONF=" + directory.resolve("boot.conf"),
                "sh",
                Checkout.path("packaging/slurm/node-feature").toString()));
        line.addAll(Arrays.asList(arguments));
        return Command.run(60, line);
    }

    @Test
    void printsTheFeatureWhoseImageTheNodeRuns() throws Exception {
        cmdline("ro peerboot.image=sha256:0 peerboot.name=os:rt");
        assertThat(run().good().out()).isEqualTo("rt\n");
        cmdline("peerboot.name=os:rt * peerboot.name=os:1");
        assertThat(run().good().out()).as("the last counts").isEqualTo("standard\n");
    }

    @Test
    void printsTheOneForNodesThatRunNoneOfThem() throws Exception {
        assertThat(run().good().out()).isEqualTo("other\n");
        cmdline("peerboot.name=os:9");
        assertThat(run().good().out()).isEqualTo("other\n");
        assertThat(run("other").err()).contains("feature other: is not in ");
    }

    @Test
    void choosesTheImageOfAFeature() throws Exception {
        assertThat(run("rt").good().err()).contains("feature rt: this node boots os:rt from now on");
        assertThat(directory.resolve("calls")).hasContent("choose os:rt --wait 8 --socket /x/sock\n");
    }

    @Test
    void saysWhyItCannot() throws Exception {
        event("echo 'image \"os:rt\": is not assigned to n1' >&2; exit 1");
        Command refused = run("rt");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("feature rt: image \"os:rt\": is not assigned to n1");

        Command unknown = run("rt-");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).contains("feature rt-: is not in " + features);

        Files.delete(features);
        assertThat(run().exit()).isEqualTo(1);
        assertThat(run("rt").err()).contains("features: cannot be read");
    }
}
