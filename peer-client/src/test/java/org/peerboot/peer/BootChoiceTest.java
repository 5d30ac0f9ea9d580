package org.peerboot.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.Digest;
import org.peerboot.image.SigningKey;
import org.peerboot.image.TrustedKeys;
import org.peerboot.peer.Swarm.Member;
import org.peerboot.wire.BootChoice;
import org.peerboot.wire.Choose;
import org.peerboot.wire.Denied;
import org.peerboot.wire.LocalReply;
import org.peerboot.wire.LocalRequest;
import org.peerboot.wire.LocalRequest.Op;
import org.peerboot.wire.PeerMessage;
import org.peerboot.wire.Protocol;

final class BootChoiceTest {
    private static final String ROOT = "root";

    @TempDir
    private Path directory;

    private final BlockingQueue<LocalReply> replies = new LinkedBlockingQueue<>();
    private final BlockingQueue<PeerMessage> told = new LinkedBlockingQueue<>();
    private Swarm swarm;
    private Member node;
    private LocalService service;

    @BeforeEach
    void open() throws IOException {
        Path kernel = Files.write(directory.resolve("vmlinuz"), new byte[] {1, 2, 3});
        swarm = new Swarm(directory, Access.SYSTEM, 1 << 20, kernel);
        node = swarm.add("n1", "leaf1");
        service = new LocalService(node.loop, node.peer, message -> {}, "peerboot");
    }

    @AfterEach
    void close() throws IOException {
        swarm.close();
    }

    private LocalReply ask(Op op, Digest image) throws InterruptedException {
        LocalRequest request = new LocalRequest(Protocol.VERSION, op, null, image == null ? null : image.toString());
        service.begin(request, ROOT);
        service.answer(request, ROOT, replies::add);
        LocalReply reply = replies.poll(60, TimeUnit.SECONDS);
        assertThat(reply).as("an answer within 60 s").isNotNull();
        return reply;
    }

    private BootChoice choice() throws InterruptedException {
        return ask(Op.BOOT, null).boot();
    }

    @Test
    void namesTheAssignedImageOnceItIsHere() throws Exception {
        LocalReply before = ask(Op.BOOT, null);
        assertThat(before.done()).isFalse();
        assertThat(before.boot())
                .isEqualTo(BootChoice.nothing("this peer has not heard from its tracker yet, which says what to boot"));
        swarm.update();
        swarm.awaitComplete();

        LocalReply after = ask(Op.BOOT, null);
        assertThat(after.done()).isTrue();
        BootChoice choice = after.boot();
        assertThat(choice.assigned()).isTrue();
        assertThat(choice.why()).isNull();
        assertThat(choice.image()).isEqualTo("rocky9:v6.8");
        assertThat(choice.digest()).isEqualTo(swarm.digest());
        assertThat(choice.append())
                .isEqualTo("ro quiet peerboot.image=" + swarm.digest() + " peerboot.name=rocky9:v6.8");
        assertThat(Path.of(choice.tree()).resolve(choice.kernel())).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void saysWhatIsMissingWhileItIsOnItsWay() throws Exception {
        swarm.member("origin").kill();
        swarm.update();
        LocalReply reply = ask(Op.BOOT, null);
        assertThat(reply.done()).isFalse();
        assertThat(reply.boot().assigned()).isFalse();
        assertThat(reply.boot().digest()).isNull();
        assertThat(reply.boot().why()).startsWith("image rocky9:v6.8 is not here yet: its manifest has not come");
    }

    @Test
    void saysThatItWillNotComeWhereNobodysSignatureIsTrusted() throws Exception {
        TrustedKeys others = TrustedKeys.of(List.of(SigningKey.generate().publicKey()));
        LocalReply reply = askUntilLast(swarm.add("n2", "leaf1", others, 1L << 30));
        assertThat(reply.boot().assigned()).isFalse();
        assertThat(reply.boot().why())
                .startsWith("image rocky9:v6.8 is not here yet: its manifest has not come; manifest sha256:")
                .contains("is signed by the unknown key");
    }

    @Test
    void saysThatItWillNotComeWhereTheWholeCacheIsTooSmall() throws Exception {
        LocalReply reply = askUntilLast(swarm.add("n2", "leaf1", swarm.keys(), 500 << 10));
        assertThat(reply.boot().why())
                .isEqualTo("image rocky9:v6.8 has 2 MiB, and the whole cache may take 1 MiB; give it a larger quota, or"
                        + " the node more memory");
    }

    private LocalReply askUntilLast(Member other) throws Exception {
        service = new LocalService(other.loop, other.peer, message -> {}, "peerboot");
        swarm.update();
        LocalReply reply = ask(Op.BOOT, null);
        for (long end = System.nanoTime() + 60_000_000_000L; !reply.done() && System.nanoTime() < end; ) {
            Thread.sleep(20);
            reply = ask(Op.BOOT, null);
        }
        assertThat(reply.done()).as("%s", reply).isTrue();
        return reply;
    }

    @Test
    void aFlippedBitIsCaughtAndTheImageFetchedAgain() throws Exception {
        swarm.update();
        swarm.awaitComplete();
        Path kernel = node.cache.find(swarm.digest()).tree().resolve("boot/vmlinuz");
        Files.setPosixFilePermissions(kernel, PosixFilePermissions.fromString("rw-------"));
        Files.write(kernel, new byte[] {1, 2, 2});

        BootChoice choice = choice();
        assertThat(choice.assigned()).isFalse();
        assertThat(choice.why())
                .isEqualTo("image rocky9:v6.8 is damaged in the cache: boot/vmlinuz is not what the manifest says");
        LocalReply reply = ask(Op.BOOT, null);
        for (long end = System.nanoTime() + 20_000_000_000L; !reply.done() && System.nanoTime() < end; ) {
            Thread.sleep(20);
            reply = ask(Op.BOOT, null);
        }
        assertThat(reply.boot().assigned()).isTrue();
        assertThat(Path.of(reply.boot().tree()).resolve("boot/vmlinuz")).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void aFileThatIsGoneIsDamageToo() throws Exception {
        swarm.update();
        swarm.awaitComplete();
        Files.delete(node.cache.find(swarm.digest()).tree().resolve("root"));
        assertThat(choice().why()).startsWith("image rocky9:v6.8 is damaged in the cache");
    }

    @Test
    void afterTwoBootsInVainTheImageIsNotNamedAgain() throws Exception {
        swarm.update();
        swarm.awaitComplete();
        assertThat(ask(Op.BOOTING, swarm.digest()).error()).isNull();
        assertThat(choice().assigned()).isTrue();
        ask(Op.BOOTING, swarm.digest());
        LocalReply reply = ask(Op.BOOT, null);
        assertThat(reply.done()).isTrue();
        assertThat(reply.boot().digest()).isNull();
        assertThat(reply.boot().why())
                .isEqualTo("image rocky9:v6.8 was booted 2 times and did not come up; assign another, or this one"
                        + " again");
    }

    @Test
    void goesBackToWhatCameUpLastAndKeepsItFromEviction() throws Exception {
        swarm.update();
        swarm.awaitComplete();
        node.journal.started(swarm.digest(), "this boot");
        assertThat(node.peer.mayGo(node.cache.find(swarm.digest()))).isFalse();
        swarm.updateNothing(node);
        assertThat(node.ask(() -> node.peer.mayGo(node.cache.find(swarm.digest()))))
                .as("no update names it any more")
                .isFalse();
        assertThat(choice()).isEqualTo(BootChoice.nothing("no image with a kernel is assigned to this node"));

        swarm.updateBoot(node, Digest.of(new byte[] {9}));
        BootChoice back = choice();
        assertThat(back.assigned()).isFalse();
        assertThat(back.digest()).isEqualTo(swarm.digest());
        assertThat(back.why()).startsWith("image other:v1 is not here yet");
    }

    @Test
    void whatItWasTwiceToldToBootInsteadIsInItsHello() throws Exception {
        swarm.updateBoot(node, Digest.of(new byte[] {9}));
        choice();
        ask(Op.BOOTING, null);
        node.journal.started(null, "the next boot");
        assertThat(node.ask(node.peer::hello).bootNote())
                .startsWith("image other:v1 is not here yet: its manifest has not come");
    }

    @Test
    void whatRootChoosesIsAskedOfTheTrackerUntilItAgreesOrRefuses() throws Exception {
        LocalService asking = new LocalService(node.loop, node.peer, told::add, "peerboot");
        assertThat(choose(asking, "rocky9:v6.8").done()).isFalse();
        assertThat(told).containsExactly(new Choose("rocky9:v6.8"));
        swarm.update();
        assertThat(choose(asking, "rocky9:v6.8").error()).isNull();
        assertThat(choose(asking, "rocky9:v6.8").done()).isTrue();
        assertThat(told).as("nobody is asked for what is so").hasSize(1);

        assertThat(choose(asking, "other:v1").done()).isFalse();
        node.loop.execute(() -> node.peer.hear(new Denied("other:v1", "image \"other:v1\": no", "root")));
        asking.answer(new LocalRequest(Protocol.VERSION, Op.CHOOSE, null, "other:v1"), ROOT, replies::add);
        LocalReply refused = replies.poll(60, TimeUnit.SECONDS);
        assertThat(refused.done()).isTrue();
        assertThat(refused.error()).isEqualTo("image \"other:v1\": no");
        assertThat(choose(asking, "other:v1").done()).as("asked anew").isFalse();
    }

    private LocalReply choose(LocalService asking, String image) throws InterruptedException {
        LocalRequest request = new LocalRequest(Protocol.VERSION, Op.CHOOSE, null, image);
        asking.begin(request, ROOT);
        asking.answer(request, ROOT, replies::add);
        return replies.poll(60, TimeUnit.SECONDS);
    }

    @Test
    void onlyRootMayAsk() {
        LocalRequest choose = new LocalRequest(Protocol.VERSION, Op.CHOOSE, null, "rocky9:v6.8");
        assertThatThrownBy(() -> service.begin(choose, "ann"))
                .hasMessage("this node's boot: user ann may not choose it; only root may");
        LocalRequest boot = new LocalRequest(Protocol.VERSION, Op.BOOT, null, null);
        assertThatThrownBy(() -> service.begin(boot, "ann"))
                .hasMessage("this node's boot: user ann may not ask about it; only root may");
        LocalRequest booting = new LocalRequest(Protocol.VERSION, Op.BOOTING, null, "rocky9:v6.8");
        assertThatThrownBy(() -> service.begin(booting, ROOT)).hasMessageContaining("sha256:");
    }
}
