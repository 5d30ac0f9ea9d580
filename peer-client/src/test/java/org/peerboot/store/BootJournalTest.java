package org.peerboot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peerboot.image.Digest;
import org.peerboot.image.RefusedException;

final class BootJournalTest {
    private static final Digest GOOD = Digest.of(new byte[] {1});
    private static final Digest BAD = Digest.of(new byte[] {2});

    @TempDir
    private Path root;

    private BootJournal journal;
    private int boots;

    @BeforeEach
    void open() {
        journal = BootJournal.open(root);
    }

    /** The node comes up with {@code booted}, and its peer starts. */
    private void comesUp(Digest booted) {
        open();
        journal.started(booted, "boot" + boots++);
    }

    @Test
    void rememberWhatCameUpBeyondARestart() {
        journal.booting(GOOD, null);
        comesUp(GOOD);
        open();
        assertThat(journal.good()).isEqualTo(GOOD);
        assertThat(journal.note()).isNull();
    }

    @Test
    void twoBootsThatDoNotComeUpAreEnough() {
        comesUp(GOOD);
        journal.booting(BAD, null);
        comesUp(GOOD);
        assertThat(journal.exhausted(BAD)).isFalse();
        assertThat(journal.note()).isEqualTo("image " + BAD.brief() + " was to boot and did not come up");
        journal.booting(BAD, null);
        comesUp(GOOD);
        assertThat(journal.exhausted(BAD)).isTrue();
        assertThat(journal.good()).isEqualTo(GOOD);
    }

    @Test
    void goingBackToTheGoodOneForgetsNoFailure() {
        comesUp(GOOD);
        journal.booting(BAD, null);
        journal.booting(BAD, null);
        journal.booting(GOOD, "it was booted 2 times");
        comesUp(GOOD);
        assertThat(journal.exhausted(BAD)).isTrue();
        assertThat(journal.note()).isEqualTo("it was booted 2 times");
    }

    @Test
    void anImageThatComesUpAtLastStartsAfresh() {
        journal.booting(BAD, null);
        comesUp(BAD);
        comesUp(GOOD);
        journal.booting(BAD, null);
        assertThat(journal.exhausted(BAD)).isFalse();
    }

    @Test
    void anotherAssignmentGivesBothTriesBack() {
        journal.booting(BAD, null);
        journal.booting(BAD, null);
        journal.assigned(BAD);
        assertThat(journal.exhausted(BAD)).isTrue();
        journal.assigned(GOOD);
        assertThat(journal.exhausted(BAD)).isFalse();
    }

    @Test
    void theNoteOutlivesTheDaemonAndEndsWithTheNextBoot() {
        comesUp(GOOD);
        journal.booting(GOOD, "the other is not here yet");
        comesUp(GOOD);
        open();
        journal.started(GOOD, "boot" + (boots - 1));
        assertThat(journal.note()).isEqualTo("the other is not here yet");
        journal.booting(GOOD, null);
        comesUp(GOOD);
        assertThat(journal.note()).isNull();
    }

    @Test
    void aBootThatNobodyAnnouncedIsCalledThat() {
        comesUp(GOOD);
        comesUp(GOOD);
        assertThat(journal.note()).isEqualTo("the node rebooted without asking its peer what to boot");
    }

    @Test
    void aPlainRebootCountsAgainstNoImage() {
        journal.booting(null, "no image with a kernel is assigned to this node");
        comesUp(null);
        assertThat(journal.good()).isNull();
        assertThat(journal.note()).isEqualTo("no image with a kernel is assigned to this node");
    }

    @Test
    void aFileThatIsNoneCountsAsNone() throws Exception {
        Files.writeString(root.resolve("boot.json"), "{\"good\":");
        open();
        assertThat(journal.good()).isNull();
        Files.delete(root.resolve("boot.json"));
        Files.createSymbolicLink(root.resolve("boot.json"), Path.of("/etc/passwd"));
        open();
        assertThat(journal.good()).isNull();
        journal.booting(GOOD, null);
        assertThat(root.resolve("boot.json")).isRegularFile();
    }

    @Test
    void saysSoWhenTheDiskDoesNotWrite() throws Exception {
        BootJournal lost = BootJournal.open(root.resolve("gone"));
        assertThatThrownBy(() -> lost.booting(GOOD, null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("boot.json")
                .hasMessageContaining("check the disk");
    }
}
