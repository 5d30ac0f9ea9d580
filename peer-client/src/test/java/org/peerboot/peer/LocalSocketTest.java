package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.peer.Swarm.Member;
import org.peerboot.wire.Denied;
import org.peerboot.wire.JobEvent;
import org.peerboot.wire.Json;
import org.peerboot.wire.Limits;
import org.peerboot.wire.LocalReply;
import org.peerboot.wire.LocalRequest;
import org.peerboot.wire.PeerMessage;
import org.peerboot.wire.Protocol;
import org.peerboot.wire.Want;

final class LocalSocketTest {
    @TempDir
    private Path directory;

    private final List<PeerMessage> told = new CopyOnWriteArrayList<>();
    private Swarm swarm;
    private Member node;
    private LocalService service;
    private LocalSocket socket;

    @BeforeEach
    void open() throws IOException {
        swarm = new Swarm(directory, Access.SYSTEM, 1 << 20);
        node = swarm.add("n1", "leaf1");
        service = new LocalService(node.loop, node.peer, told::add, System.getProperty("user.name"));
        socket = LocalSocket.open(directory.resolve("peer.sock"), service);
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        swarm.close();
    }

    @Test
    void aJobThatBeginsIsActedUponAndToldToTheTracker() throws Exception {
        swarm.update();
        swarm.awaitComplete();
        LocalReply reply = ask(new LocalRequest(Protocol.VERSION, LocalRequest.Op.JOB_BEGIN, "8812", null));
        assertThat(reply.error()).isNull();
        assertThat(reply.done()).isTrue();
        assertThat(node.ask(node.service::limits).mayUpload()).isFalse();
        assertThat(told).containsExactly(new JobEvent("8812", true));
        ask(new LocalRequest(Protocol.VERSION, LocalRequest.Op.JOB_END, "8812", null));
        assertThat(node.ask(node.service::limits).mayUpload()).isTrue();
    }

    @Test
    void onlyRootMayTellOfJobs() {
        LocalRequest begin = new LocalRequest(Protocol.VERSION, LocalRequest.Op.JOB_BEGIN, "8812", null);
        assertThatThrownBy(() -> service.begin(begin, "ann"))
                .hasMessage("job 8812: user ann may not tell of jobs; only root may, from prolog and epilog");
        assertThat(told).isEmpty();
    }

    @Test
    void aJobThatBeginsAsksForItsImagesAsItsUser() throws Exception {
        LocalRequest begin = new LocalRequest(
                Protocol.VERSION,
                LocalRequest.Op.JOB_BEGIN,
                "8812",
                null,
                List.of("data:v3", "~ann/tools:v1"),
                "ann",
                600,
                null);
        assertThat(ask(begin).error()).isNull();
        // Prolog and plugin may both tell.
        assertThat(ask(new LocalRequest(Protocol.VERSION, LocalRequest.Op.JOB_BEGIN, "8812", null))
                        .error())
                .isNull();
        assertThat(told)
                .containsExactly(
                        new JobEvent("8812", true),
                        new Want("data:v3", "ann"),
                        new Want("~ann/tools:v1", "ann"),
                        new JobEvent("8812", true));
    }

    @Test
    void refusesAJobWhoseImagesCannotBeAskedFor() {
        assertThatThrownBy(() -> service.begin(begin(List.of("data:v3"), null), "root"))
                .hasMessage("local request: its user is missing or too long; name whose job it is");
        assertThatThrownBy(() -> service.begin(begin(Collections.nCopies(9, "data:v3"), "ann"), "root"))
                .hasMessage("local request: names 9 images; name 8 at most");
        assertThatThrownBy(() -> service.begin(begin(List.of("x".repeat(300)), "ann"), "root"))
                .hasMessageContaining("its images is missing or too long");
        assertThat(told).isEmpty();
    }

    @Test
    void aJobThatWaitsForAnImageIsNoReasonToSendNothingUntilThatIsHere() throws Exception {
        swarm.member("origin").limits(new Limits(2 * 1024 * 1024, -1, -1, "slow"));
        ask(begin(List.of("rocky9:v6.8"), "ann", 600));
        ask(new LocalRequest(Protocol.VERSION, LocalRequest.Op.JOB_BEGIN, "8812", null));
        swarm.update();
        assertThat(node.ask(node.service::limits).mayUpload()).isTrue();
        assertThat(node.ask(() -> node.peer.report().staging())).containsExactly("8812");
        swarm.awaitComplete();
        swarm.await("the job runs", () -> !node.service.limits().mayUpload());
        assertThat(node.ask(() -> node.peer.report().staging())).isEmpty();
    }

    @Test
    void aJobThatDoesNotWaitRunsAtOnce() throws Exception {
        swarm.update();
        ask(begin(List.of("rocky9:v6.8"), "ann", 0));
        assertThat(node.ask(node.service::limits).mayUpload()).isFalse();
        assertThatThrownBy(() -> service.begin(begin(List.of("data:v3"), "ann", 100_000), "root"))
                .hasMessage("local request: its wait is of 100000 seconds; give 0 to 86400");
    }

    @Test
    void anImageThatAJobOrderedStaysWhileTheJobRuns() throws Exception {
        swarm.update();
        swarm.awaitComplete();
        swarm.forget(node);
        swarm.await("nobody names the image", () -> node.peer.mayGo(node.cached()));
        ask(begin(List.of("rocky9:v6.8"), "ann"));
        assertThat(node.peer.mayGo(node.cached())).isFalse();
        ask(new LocalRequest(Protocol.VERSION, LocalRequest.Op.JOB_END, "8812", null));
        assertThat(node.peer.mayGo(node.cached())).isTrue();
    }

    @Test
    void aSystemImageIsNotForUsers() throws Exception {
        LocalRequest fetch = new LocalRequest(Protocol.VERSION, LocalRequest.Op.FETCH, null, "rocky9:v6.8");
        swarm.update();
        swarm.awaitComplete();
        LocalReply refusal = askAs("ann", fetch);
        assertThat(refusal.error())
                .isEqualTo("image \"rocky9:v6.8\": is a system image, which only root may read; "
                        + "ask an administrator for one that is public");
        assertThat(refusal.tree()).isNull();
        assertThat(refusal.images()).isEmpty();
        assertThat(askAs("root", fetch).tree()).isEqualTo(node.cached().tree().toString());
    }

    @Test
    void whatIsRefusedToOneIsNotRefusedToAnother() throws Exception {
        node.loop.execute(() -> node.peer.hear(new Denied("data:v3", "image \"data:v3\": not ann's", "ann")));
        LocalRequest fetch = new LocalRequest(Protocol.VERSION, LocalRequest.Op.FETCH, null, "data:v3");
        assertThat(askAs("ann", fetch).error()).isEqualTo("image \"data:v3\": not ann's");
        assertThat(askAs("bob", fetch).error()).isNull();
        node.loop.execute(() -> node.peer.hear(new Denied("data:v3", "image \"data:v3\": nobody's", null)));
        assertThat(askAs("bob", fetch).error()).isEqualTo("image \"data:v3\": nobody's");
    }

    @Test
    void whoFetchesWhatIsNotAssignedIsHeardByTheTracker() throws Exception {
        LocalReply first = ask(new LocalRequest(Protocol.VERSION, LocalRequest.Op.FETCH, null, "data:v3"));
        assertThat(first.done()).isFalse();
        swarm.await("the tracker is asked", () -> !told.isEmpty());
        assertThat(told.get(0)).isEqualTo(new Want("data:v3", System.getProperty("user.name")));
    }

    @Test
    void answersGarbageAndEndlessLinesInWords() throws Exception {
        assertThat(line("not json\n"))
                .contains("LocalRequest from user")
                .contains("is not understood")
                .contains("check that both ends run supported releases");
        assertThat(line("x".repeat(20_000))).contains("is longer than 8192 bytes; send one line of JSON");
        assertThat(line("{\"protocol\":1,\"op\":\"JOB_BEGIN\"}\n"))
                .contains("its job is missing or too long; name the job's id");
    }

    @Test
    void doesNotTakeASocketFromALivingPeer() {
        assertThatThrownBy(() -> LocalSocket.open(directory.resolve("peer.sock"), service))
                .hasMessageEndingWith("another peer listens there; stop it, or choose another socket");
    }

    @Test
    void takesTheSocketOfADeadOne() throws Exception {
        socket.close();
        Files.createFile(directory.resolve("peer.sock"));
        socket = LocalSocket.open(directory.resolve("peer.sock"), service);
        assertThat(ask(new LocalRequest(Protocol.VERSION, LocalRequest.Op.STATUS, null, null))
                        .node())
                .isEqualTo("n1");
    }

    private static LocalRequest begin(List<String> images, @Nullable String user) {
        return begin(images, user, 0);
    }

    private static LocalRequest begin(List<String> images, @Nullable String user, int wait) {
        return new LocalRequest(Protocol.VERSION, LocalRequest.Op.JOB_BEGIN, "8812", null, images, user, wait, null);
    }

    /** As if the kernel had said so of the caller. */
    private LocalReply askAs(String user, LocalRequest request) throws Exception {
        CompletableFuture<LocalReply> reply = new CompletableFuture<>();
        service.answer(request, user, reply::complete);
        return reply.get(60, TimeUnit.SECONDS);
    }

    private LocalReply ask(LocalRequest request) throws IOException {
        return Json.read(line(Json.write(request) + "\n"), LocalReply.class, "the peer");
    }

    private String line(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("peer.sock")))) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            return String.valueOf(lines.readLine());
        }
    }
}
