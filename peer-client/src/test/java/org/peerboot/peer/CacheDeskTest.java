package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.RefusedException;
import org.peerboot.peer.Swarm.Member;
import org.peerboot.wire.LocalReply;
import org.peerboot.wire.LocalRequest;
import org.peerboot.wire.LocalRequest.Op;
import org.peerboot.wire.Protocol;

/** What root asks of a node's cache. */
class CacheDeskTest {
    @TempDir
    Path directory;

    private Swarm swarm;
    private Member node;
    private LocalService service;

    @BeforeEach
    void openAndFetch() throws Exception {
        swarm = new Swarm(directory, Access.PUBLIC, 1 << 20);
        node = swarm.add("n1", "leaf1");
        service = new LocalService(node.loop, node.peer, message -> {}, "peerboot");
        swarm.update();
        swarm.awaitComplete();
    }

    @AfterEach
    void close() throws IOException {
        swarm.close();
    }

    private LocalReply ask(Op op) throws Exception {
        LocalRequest request = new LocalRequest(Protocol.VERSION, op, null, op == Op.CACHE ? null : swarm.name);
        service.begin(request, "root");
        CompletableFuture<LocalReply> reply = new CompletableFuture<>();
        service.answer(request, "root", reply::complete);
        return reply.get(60, TimeUnit.SECONDS);
    }

    private void nobodyNamesTheImage() throws Exception {
        swarm.updateNothing(node);
        swarm.await("the image may go", () -> node.peer.mayGo(node.cached()));
    }

    @Test
    void listsWhatIsThereAndWhyItStays() throws Exception {
        assertThat(ask(Op.CACHE).cache()).singleElement().satisfies(entry -> {
            assertThat(entry.name()).isEqualTo(swarm.name);
            assertThat(entry.held()).isEqualTo(entry.bytes()).isPositive();
            assertThat(entry.kept()).isEqualTo("it is assigned, or this node goes back to it");
        });
    }

    @Test
    void dropsNothingThatIsNeeded() throws Exception {
        assertThat(ask(Op.DROP).error())
                .isEqualTo(
                        "image rocky9:v6.8: stays: it is assigned, or this node goes back to it; unassign it, wait for the job's end, or unpin it"
                                + " first");
        assertThat(node.cached().complete()).isTrue();
    }

    @Test
    void dropsWhatNothingNeeds() throws Exception {
        Path home = node.cached().home();
        nobodyNamesTheImage();
        assertThat(ask(Op.DROP).cache()).isEmpty();
        assertThat(home).doesNotExist();
        assertThat(ask(Op.DROP).error()).contains("is not in this node's cache");
    }

    @Test
    void whatIsPinnedStaysUntilItIsUnpinned() throws Exception {
        nobodyNamesTheImage();
        assertThat(ask(Op.PIN).cache()).singleElement().satisfies(entry -> {
            assertThat(entry.pinned()).isTrue();
            assertThat(entry.kept()).isEqualTo("it is pinned");
        });
        assertThat(ask(Op.DROP).error()).contains("it is pinned");
        assertThat(Files.readString(node.cached().home().getParent().resolveSibling("pins")))
                .isEqualTo(node.cached().digest() + "\n");
        assertThat(ask(Op.UNPIN).cache())
                .singleElement()
                .satisfies(entry -> assertThat(entry.kept()).isNull());
    }

    @Test
    void onlyRootMayAsk() {
        assertThatThrownBy(() -> service.begin(new LocalRequest(Protocol.VERSION, Op.CACHE, null, null), "ann"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("user ann may not");
    }
}
