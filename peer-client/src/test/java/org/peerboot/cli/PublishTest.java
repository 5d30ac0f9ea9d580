package org.peerboot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Access;
import org.peerboot.image.Manifest;
import org.peerboot.image.SignedManifest;
import org.peerboot.image.TrustedKeys;
import org.peerboot.wire.AssignmentReply;
import org.peerboot.wire.ImageInfo;
import org.peerboot.wire.Json;
import org.peerboot.wire.PublishReply;

class PublishTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path directory;

    private StubTracker tracker;
    private Shell shell;
    private Path kernel;

    @BeforeEach
    void start() throws Exception {
        tracker = new StubTracker();
        shell = new Shell(directory).with(tracker);
        shell.environment.put("HOME", directory.toString());
        kernel = Files.write(directory.resolve("vmlinuz"), new byte[(int) (9 * MIB)]);
    }

    @AfterEach
    void stop() {
        tracker.close();
    }

    @Test
    void signsTheManifestAndSendsTheBytesInWholePieces() throws Exception {
        key();
        tracker.then(at(0)).then(at(8)).then(at(9));
        assertThat(shell.type("publish", "rocky9:v8", "--kernel", kernel.toString(), "--append", "quiet"))
                .isZero();
        assertThat(shell.out())
                .startsWith("published rocky9:v8 (sha256:abab")
                .endsWith(", 9.0 MiB in 3 files, system), 9.0 MiB sent\n");
        assertThat(tracker.requests().subList(1, 3))
                .allSatisfy(r -> assertThat(r).startsWith("PUT /v1/images/bytes?image=sha256%3A"));
        assertThat(tracker.requests().stream().skip(1).map(r -> r.substring(r.indexOf("&offset="))))
                .containsExactly("&offset=0 8388608 bytes", "&offset=8388608 1048576 bytes");
        SignedManifest signed = Json.read(tracker.body(0), SignedManifest.class, "the command");
        Manifest manifest = signed.verify(TrustedKeys.load(directory.resolve(".config/peerboot/peerboot.pub")));
        assertThat(manifest.entries()).extracting(e -> e.path()).containsExactly("boot", "boot/vmlinuz");
        assertThat(manifest.access()).isEqualTo(Access.SYSTEM);
        assertThat(manifest.publisher().user()).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void goesOnFromTheByteThatTheOriginHas() {
        key();
        tracker.then(at(8)).then(at(9));
        assertThat(shell.type("publish", "rocky9:v8", "--kernel", kernel.toString()))
                .isZero();
        assertThat(tracker.requests()).hasSize(2);
        assertThat(tracker.requests().get(1)).endsWith("&offset=8388608 1048576 bytes");
        assertThat(shell.out()).endsWith("1.0 MiB sent\n");
    }

    @Test
    void doesNothingWhenTheImageIsWhole() {
        key();
        tracker.then(at(9));
        assertThat(shell.type("publish", "rocky9:v8", "--kernel", kernel.toString()))
                .isZero();
        assertThat(tracker.requests()).hasSize(1);
        assertThat(shell.out()).endsWith("was whole already\n");
    }

    @Test
    void assignsWhatItHasPublished() {
        key();
        tracker.then(at(9)).then(new AssignmentReply("rocky9:v8", Samples.DIGEST, "n[1-16]", 16));
        shell.type("publish", "rocky9:v8", "--kernel", kernel.toString(), "--assign", "n[1-16]");
        assertThat(shell.out().lines().toList().get(1)).isEqualTo("rocky9:v8 assigned to n[1-16] (16 nodes)");
    }

    @Test
    void stopsWhenTheTrackerLosesCount() {
        key();
        tracker.then(at(0)).then(at(4));
        assertThat(shell.type("publish", "rocky9:v8", "--kernel", kernel.toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(shell.err())
                .endsWith("peerboot: image rocky9:v8: the tracker holds 4194304 of 9437184 bytes after 8388608 were"
                        + " sent; publish it again, and see the tracker's log\n");
    }

    @Test
    void putsFilesWhereTheyAreAskedFor() throws Exception {
        Path odd = Files.writeString(directory.resolve("a:b"), "x");
        assertThat(FileArgument.file(odd.toString())).isEqualTo(new FileArgument(odd, "a:b"));
        assertThat(FileArgument.file("/srv/root.img:images/root.img"))
                .isEqualTo(new FileArgument(Path.of("/srv/root.img"), "images/root.img"));
        assertThat(FileArgument.file("root.img").path()).isEqualTo("root.img");
        assertThat(FileArgument.tree("/srv/root")).isEqualTo(new FileArgument(Path.of("/srv/root"), ""));
        assertThat(FileArgument.tree("/srv/root:usr")).isEqualTo(new FileArgument(Path.of("/srv/root"), "usr"));
    }

    @Test
    void publishesATreeBelowAPathOrSaysWhatNoImageHolds() throws Exception {
        key();
        tracker.then(at(9));
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), Path.of("/etc/passwd"));
        assertThat(shell.type("publish", "rocky9:v8", "--tree", tree + ":opt/site"))
                .isZero();
        SignedManifest signed = Json.read(tracker.body(0), SignedManifest.class, "the command");
        Manifest manifest = signed.verify(TrustedKeys.load(directory.resolve(".config/peerboot/peerboot.pub")));
        assertThat(manifest.entries()).extracting(e -> e.path()).containsExactly("opt", "opt/site", "opt/site/link");
        assertThat(manifest.entries().get(2).target()).isEqualTo("/etc/passwd");

        assertThat(shell.type("publish", "rocky9:v8", "--tree", "/dev/null:x")).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err())
                .endsWith(
                        "peerboot: file /dev/null: is a character device, which no image holds; remove it (a node that"
                                + " boots makes its own), or pack the tree into one file, such as a squashfs\n");
    }

    @Test
    void refusesAnImageOfNothing() {
        key();
        assertThat(shell.type("publish", "rocky9:v8")).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err())
                .isEqualTo("peerboot: image rocky9:v8: has no files; give --kernel, --initrd, --file or --tree\n");
    }

    @Test
    void refusesANameOutsideTheGrammar() {
        key();
        assertThat(shell.type("publish", "Rocky9:v8", "--kernel", kernel.toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err()).startsWith("peerboot: image name \"Rocky9\": is not 1 to 63 of a-z");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        key();
        assertThat(shell.type("publish", "rocky9:v8", "--kernel", "/nonexistent/vmlinuz"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err()).startsWith("peerboot: file /nonexistent/vmlinuz: cannot be read");
    }

    @Test
    void asksForAKeyBeforeItReadsAnything() {
        assertThat(shell.type("publish", "rocky9:v8", "--kernel", kernel.toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err()).contains(".config/peerboot/peerboot.key").contains("'peerboot key new'");
        assertThat(tracker.requests()).isEmpty();
    }

    @Test
    void makesAKeyPairOnceAndShowsItsId() throws Exception {
        assertThat(shell.type("key", "new", directory.toString(), "--json")).isZero();
        KeyCommand.Shown made = Json.read(shell.out(), KeyCommand.Shown.class, "stdout");
        assertThat(made.privateKey())
                .isEqualTo(directory.resolve("peerboot.key").toString());
        assertThat(TrustedKeys.load(Path.of(made.publicKey())).find(made.id())).isNotNull();
        assertThat(shell.type("key", "show", made.privateKey())).isZero();
        assertThat(shell.out()).isEqualTo("key " + made.id() + ": " + made.privateKey() + "\n");
        assertThat(shell.type("key", "new", directory.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err()).contains("exists already");
        assertThat(shell.type("key")).isEqualTo(ExitCode.USAGE);
    }

    private void key() {
        assertThat(shell.type("key", "new")).isZero();
    }

    private static PublishReply at(long mib) {
        ImageInfo image =
                new ImageInfo("rocky9:v8", Samples.DIGEST, Access.SYSTEM, 9 * MIB, 3, mib == 9, 0, "ann", 0, 0);
        return new PublishReply(image, mib * MIB);
    }

    @Test
    void saysWhatOneJsonDocumentCanSay() {
        key();
        tracker.then(at(0)).then(at(8)).then(at(9));
        shell.type("publish", "rocky9:v8", "--kernel", kernel.toString(), "--json");
        PublishCommand.Published published = Json.read(shell.out(), PublishCommand.Published.class, "stdout");
        assertThat(published.sent()).isEqualTo(9 * MIB);
        assertThat(published.image().whole()).isTrue();
        assertThat(shell.err()).isEmpty();
    }
}
