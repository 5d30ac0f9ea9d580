package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.peer.Swarm.Member;
import org.peerboot.wire.LocalReply;
import org.peerboot.wire.LocalRequest;
import org.peerboot.wire.Protocol;

/** A user's own image is behind a door that opens to him alone. */
final class OwnImageTest {
    private static final LocalRequest FETCH =
            new LocalRequest(Protocol.VERSION, LocalRequest.Op.FETCH, null, "~nobody/rocky9:v6.8");

    @TempDir
    private Path directory;

    private Swarm swarm;
    private Member node;
    private LocalService service;

    @BeforeEach
    void open() throws IOException {
        swarm = new Swarm(directory, Access.USER, 1 << 20);
        node = swarm.add("n1", "leaf1");
        service = new LocalService(node.loop, node.peer, message -> {}, "peerboot");
    }

    @AfterEach
    void close() throws IOException {
        swarm.close();
    }

    @Test
    void isRefusedToOthersWhileItComesAndWhenItIsHere() throws Exception {
        String words = "image \"~nobody/rocky9:v6.8\": is nobody's own, not ann's to read; "
                + "ask nobody for one that is public";
        swarm.update();
        assertThat(ask("ann").error()).isEqualTo(words);
        swarm.awaitComplete();
        assertThat(ask("ann").error()).isEqualTo(words);
        assertThat(ask("ann").tree()).isNull();
        assertThat(permissions(node.cached().home())).isEqualTo("rwx------");
    }

    @Test
    void isOpenedToItsOwnerWhenHeAsks() throws Exception {
        swarm.update();
        swarm.awaitComplete();
        Path tree = node.cached().tree();
        LocalReply reply = ask("nobody");
        assumeTrue(reply.error() == null || !reply.error().contains("access control lists"), reply.error());
        assertThat(reply.error()).isNull();
        assertThat(reply.tree()).isEqualTo(tree.toString());
        // The group's bits are the list's mask.
        assertThat(permissions(node.cached().home())).isEqualTo("rwxr-x---");
        assertThat(permissions(tree)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(tree.resolve("root"))).isEqualTo("r--r--r--");
        assertThat(ask("nobody").tree()).isEqualTo(tree.toString());
    }

    @Test
    void isReadByRootWithoutADoor() throws Exception {
        swarm.update();
        swarm.awaitComplete();
        assertThat(ask("root").tree()).isEqualTo(node.cached().tree().toString());
        assertThat(permissions(node.cached().home())).isEqualTo("rwx------");
    }

    private LocalReply ask(String user) throws Exception {
        CompletableFuture<LocalReply> reply = new CompletableFuture<>();
        service.answer(FETCH, user, reply::complete);
        return reply.get(60, TimeUnit.SECONDS);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
