package org.peerboot.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peerboot.tracker.TestTracker.ok;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.auth.Credentials;
import org.peerboot.auth.SignedRequest;
import org.peerboot.image.Access;
import org.peerboot.image.ImageName;
import org.peerboot.image.ImageReader;
import org.peerboot.image.ManifestBuilder;
import org.peerboot.image.Publisher;
import org.peerboot.wire.Api;
import org.peerboot.wire.PublishReply;

class BootApiTest {
    @TempDir
    Path dir;

    private TestTracker tracker;

    @BeforeEach
    void start() throws Exception {
        tracker = new TestTracker(dir, "boot: {stageOne: \"stage-one:1\", timeout: 3s}\n");
        publishStageOne("quiet");
        tracker.publishBootable("os:1", 1);
    }

    private void publishStageOne(String append) throws Exception {
        ImageReader first = new ManifestBuilder(ImageName.parse("stage-one:1"), Access.PUBLIC, new Publisher(0, "root"))
                .kernel(Files.write(dir.resolve("vmlinuz"), new byte[] {1}))
                .initrd(Files.write(dir.resolve("initramfs"), new byte[] {2}))
                .append(append)
                .read(progress -> {});
        ok(tracker.post(Api.IMAGES, tracker.signer.sign(first.manifest())), PublishReply.class);
        tracker.put(first, 0, 2);
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    private String script(String node) {
        var answer = tracker.call("GET", BootRoutes.PATH + "?hostname=" + node, new byte[0], "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("#!ipxe\n");
        return answer.body();
    }

    @Test
    void aNodeIsSentToTheOriginWithItsImageAndAKeyOfItsOwn() {
        tracker.assign(Api.ASSIGN, "os:1", "n1");
        assertThat(script("n1"))
                .containsPattern(
                        "kernel --timeout 3000 --name vmlinuz http://127.0.0.1:[0-9]+/images/sha256:[0-9a-f]{64}"
                                + "/files/boot/vmlinuz quiet initrd=initramfs root=peerboot:os:1 peerboot.node=n1 ")
                .containsPattern(
                        "initrd --timeout 3000 --name initramfs http://\\S+/files/boot/initramfs \\|\\| goto failed")
                .contains("peerboot.key=boot1:n1:");
    }

    @Test
    void theKeyReadsAsAPeerDoesAndChangesNothing() throws Exception {
        tracker.assign(Api.ASSIGN, "os:1", "n1");
        Matcher line = Pattern.compile("peerboot.key=(\\S+)").matcher(script("n1"));
        assertThat(line.find()).isTrue();
        Path file = Files.writeString(dir.resolve("key"), line.group(1) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Credentials key = Credentials.choose(file, null);
        String target = Api.MANIFEST + "?image=os:1";
        String shown = key.header(SignedRequest.of("GET", tracker.uri(target), new byte[0]));
        assertThat(tracker.call("GET", target, new byte[0], shown).statusCode()).isEqualTo(200);
        assertThat(tracker.call("GET", target, new byte[0], shown).body()).contains("was used before");
        byte[] body = "{\"image\":\"os:1\",\"nodes\":\"n2\"}".getBytes(StandardCharsets.UTF_8);
        String asked = key.header(SignedRequest.of("POST", tracker.uri(Api.ASSIGN), body));
        assertThat(tracker.call("POST", Api.ASSIGN, body, asked).statusCode()).isEqualTo(403);
        String forged = shown.replace(":n1:", ":n2:");
        assertThat(tracker.call("GET", target, new byte[0], forged).statusCode())
                .isEqualTo(401);
    }

    @Test
    void anImageWhoseWordsIpxeWouldRunIsRefusedOnTheConsole() throws Exception {
        publishStageOne("quiet || shell");
        tracker.assign(Api.ASSIGN, "os:1", "n1");
        assertThat(script("n1"))
                .contains("echo peerboot: image stage-one:1: its --append holds a word that ends a command")
                .doesNotContain("shell")
                .doesNotContain("peerboot.key");
    }

    @Test
    void whoHasNothingToBootIsToldWhyOnItsConsole() {
        tracker.assign(Api.ASSIGN, "os:1", "n3");
        assertThat(script("n1")).contains("n1 has nothing to boot").doesNotContain("peerboot.key");
        assertThat(script("n9")).contains("which the cluster does not have");
        assertThat(script("n3")).contains("not from 10.99.99.3").doesNotContain("peerboot.key");
    }
}
