package org.peerboot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.ImageName;
import org.peerboot.image.Manifest;
import org.peerboot.image.ManifestBuilder;
import org.peerboot.image.Publisher;
import org.peerboot.image.SigningKey;
import org.peerboot.wire.ImageProgress;
import org.peerboot.wire.ImageProgress.State;
import org.peerboot.wire.Json;
import org.peerboot.wire.LocalReply;

class FetchTest {
    @TempDir
    private Path directory;

    private Path socket;
    private Shell shell;

    @BeforeEach
    void start() throws Exception {
        socket = directory.resolve("peer.sock");
        shell = new Shell(directory);
    }

    @Test
    void asksTheResidentPeerAndSaysWhereTheFilesStand() throws Exception {
        try (StandInPeer peer = new StandInPeer(socket, going(256), complete())) {
            assertThat(fetch()).isZero();
            assertThat(peer.heard)
                    .containsExactly("{\"protocol\":1,\"op\":\"FETCH\",\"job\":null,\"image\":\"rocky9:v8\"}\n");
        }
        assertThat(shell.out()).isEqualTo("/var/lib/peerboot/trees/abab\n");
        assertThat(shell.err().lines())
                .containsExactly(
                        "rocky9:v8: 25 %, 256 of 1024 pieces, 0.0 MiB/s, from 2 sources",
                        "rocky9:v8: 100 %, 1024 of 1024 pieces, 0.0 MiB/s, from 2 sources");
    }

    @Test
    void givesThePeersOwnWordsWhenItFails() throws Exception {
        try (StandInPeer peer = new StandInPeer(socket, reply("disk /var: is full; free 1.0 GiB", null, 256))) {
            assertThat(fetch()).isEqualTo(ExitCode.FAILED);
            assertThat(peer.heard).hasSize(1);
        }
        assertThat(shell.err()).isEqualTo("peerboot: disk /var: is full; free 1.0 GiB\n");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void saysThatThePeerDiedInMidLine() throws Exception {
        try (StandInPeer peer = new StandInPeer(socket, going(1), "{\"done\":tr")) {
            assertThat(fetch()).isEqualTo(ExitCode.FAILED);
            assertThat(peer.heard).hasSize(1);
        }
        assertThat(shell.err())
                .endsWith("peerboot: the peer at " + socket
                        + ": ended the conversation before it was done; see its log\n");
    }

    @Test
    void answersWithOneJsonDocument() throws Exception {
        try (StandInPeer peer = new StandInPeer(socket, going(256), complete())) {
            assertThat(shell.type("fetch", "rocky9:v8", "--socket", socket.toString(), "--json"))
                    .isZero();
            assertThat(peer.heard).hasSize(1);
        }
        assertThat(Json.read(shell.out(), LocalReply.class, "stdout").tree()).isEqualTo("/var/lib/peerboot/trees/abab");
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void copiesTheFilesAsTheCaller() throws Exception {
        Path tree = cached(directory.resolve("signer.pub"));
        Path destination = directory.resolve("dest");
        try (StandInPeer peer = new StandInPeer(socket, reply(null, tree.toString(), 1024))) {
            assertThat(fetchTo(destination)).isZero();
            assertThat(peer.heard).hasSize(1);
        }
        assertThat(shell.out()).isEqualTo(destination + "\n");
        assertThat(destination.resolve("data/hello")).hasContent("hello");
    }

    @Test
    void copiesNothingForAManifestThatNobodyTrustedHasSigned() throws Exception {
        SigningKey.generate().savePublic(directory.resolve("other.pub"));
        Path tree = cached(directory.resolve("other.pub"));
        Path destination = directory.resolve("dest");
        try (StandInPeer peer = new StandInPeer(socket, reply(null, tree.toString(), 1024))) {
            assertThat(fetchTo(destination)).isEqualTo(ExitCode.REFUSED);
            assertThat(peer.heard).hasSize(1);
        }
        assertThat(shell.err()).contains("is signed by the unknown key");
        assertThat(destination).doesNotExist();
    }

    /** An image as it stands in a cache, signed by a key of its own. */
    private Path cached(Path trusted) throws Exception {
        Path data = Files.createDirectories(directory.resolve("image/tree/data"));
        Files.writeString(data.resolve("hello"), "hello");
        Manifest manifest = new ManifestBuilder(ImageName.parse("rocky9:v8"), Access.PUBLIC, new Publisher(0, "root"))
                .add(data, "data")
                .read(bytes -> {})
                .manifest();
        SigningKey key = SigningKey.generate();
        key.savePublic(directory.resolve("signer.pub"));
        Files.writeString(directory.resolve("image/manifest.json"), Json.write(key.sign(manifest)));
        Files.writeString(directory.resolve("peer.yaml"), "trustedKeys: " + trusted + "\n");
        return data.getParent();
    }

    private int fetchTo(Path destination) {
        return shell.type(
                "fetch",
                "rocky9:v8",
                "--socket",
                socket.toString(),
                "--config",
                directory.resolve("peer.yaml").toString(),
                "--to",
                destination.toString());
    }

    private int fetch() {
        return shell.type("fetch", "rocky9:v8", "--socket", socket.toString());
    }

    private static String going(int pieces) {
        return reply(null, null, pieces).replace("\"done\":true", "\"done\":false");
    }

    private static String complete() {
        return reply(null, "/var/lib/peerboot/trees/abab", 1024);
    }

    private static String reply(String error, String tree, int pieces) {
        ImageProgress image = new ImageProgress(
                Samples.DIGEST, State.FETCHING, pieces, 1024, 0, 0, Map.of("n1", 1L, "n2", 1L), List.of(), null);
        return Json.write(new LocalReply(true, error, tree, "n5", 3, null, List.of(image), null)) + "\n";
    }
}
