package org.peerboot.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Manifests of whole trees, as a stranger might write them. */
class TreeManifestTest {
    private static final String SUM = "0".repeat(64);
    private static final Entry DIRECTORY = Entry.directory("d", 0755);
    private static final Entry FILE = Entry.file("d/f", 0644, 0, SUM);

    @Test
    void holdsEveryKindAndIsReadBack() {
        Entry sparse = file("s", 10_000, List.of(4096L, 4096L));
        Manifest manifest = system(4096, DIRECTORY, FILE, Entry.link("d/g", "d/f"), symlink("e", "../../etc"), sparse);
        Manifest again = Manifest.parse(manifest.canonical());
        assertThat(again.entries()).isEqualTo(manifest.entries());
        assertThat(again.stretch(0)).isEqualTo(new Manifest.Stretch(4, 4096, 4096));
    }

    @Test
    void readsFormat1AsBeforeAndFindsNothingNewInIt() {
        assertThat(of(1, "sample:v1", Access.SYSTEM, 0, DIRECTORY, FILE).entries())
                .hasSize(2);
        assertThatThrownBy(() -> of(1, "sample:v1", Access.SYSTEM, 0, symlink("e", "x")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("manifest of sample:v1, entry \"e\": says what format 1 does not have; publish the image"
                        + " again with 'peerboot publish'");
    }

    @Test
    void neverLeadsThroughALink() {
        refused("entry \"e/passwd\": lies in \"e\", which is a symlink", symlink("e", "/etc"), file("e/passwd"));
        refused("lies in \"d/g\", which is a link", DIRECTORY, FILE, Entry.link("d/g", "d/f"), file("d/g/x"));
    }

    @Test
    void linksToFilesOfItsOwnThatComeEarlierAlone() {
        refused(
                "entry \"a\": is a link to \"d/f\", which is no file before it",
                Entry.link("a", "d/f"),
                DIRECTORY,
                FILE);
        refused("is a link to \"../../etc/shadow\"", Entry.link("a", "../../etc/shadow"));
        refused("is a link to \"/etc/shadow\"", Entry.link("a", "/etc/shadow"));
        refused("entry \"e\": is a link to \"d\", which is no file", DIRECTORY, Entry.link("e", "d"));
        refused("entry \"f\": is a link to \"e\", which is no file", symlink("e", "/etc/shadow"), Entry.link("f", "e"));
        refused("entry \"e\": is a link to \"e\"", Entry.link("e", "e"));
        refused(
                "entry \"d/h\": is a link to \"d/g\", which is no file",
                DIRECTORY,
                FILE,
                Entry.link("d/g", "d/f"),
                Entry.link("d/h", "d/g"));
    }

    @Test
    void boundsASymlinksTarget() {
        refused("points to no name", symlink("e", ""));
        refused("points to no name", symlink("e", "a\0b"));
        refused("points to what is not Unicode text", symlink("e", "a\ud800"));
        refused("points to a name longer than 4095 bytes", symlink("e", "x".repeat(4096)));
        refused(
                "is a symlink without a target",
                new Entry("e", Entry.Kind.SYMLINK, 0777, 0, null, null, null, null, null, null, null));
        refused(
                "is a file with a target",
                new Entry("e", Entry.Kind.FILE, 0777, 0, SUM, "x", null, null, null, null, null));
        refused(
                "is a symlink of mode 0755",
                new Entry("e", Entry.Kind.SYMLINK, 0755, 0, null, "x", null, null, null, null, null));
        refused(
                "is a link with an owner",
                new Entry("d/g", Entry.Kind.LINK, 0, 0, null, "d/f", null, 5L, null, null, null));
    }

    @Test
    void hasOneSpellingOfAFilesHolesAndNoneThatLeavesTheFile() {
        refused("has data at 1, 4096 bytes", file("s", 10_000, List.of(1L, 4096L)));
        refused("has data at 8192, 1809 bytes", file("s", 10_000, List.of(8192L, 1809L)));
        refused("has data at 4096, 9223372036854775807", file("s", 10_000, List.of(4096L, Long.MAX_VALUE)));
        refused("has data at -4096", file("s", 10_000, List.of(-4096L, 4096L)));
        refused("has data at 4096, 0 bytes", file("s", 10_000, List.of(4096L, 0L)));
        refused("has data at 4096, 4096 bytes", file("s", 20_000, List.of(0L, 4096L, 4096L, 4096L)));
        refused("has data at 0, 4096 bytes", file("s", 20_000, List.of(8192L, 4096L, 0L, 4096L)));
        refused("has data up to 4097, within a block", file("s", 10_000, List.of(0L, 4097L)));
        refused("has a map of its data that is none", file("s", 10_000, List.of(0L)));
        refused("has a map of holes and no hole", file("s", 10_000, List.of(0L, 10_000L)));
        refused("is a file of " + (EntryRules.MAX_SIZE + 1), file("s", EntryRules.MAX_SIZE + 1, List.of()));
        List<Long> holed = new ArrayList<>(List.of(0L, 4096L));
        holed.set(1, null);
        refused("has a map of its data that is none", file("s", 10_000, holed));
        assertThat(system(0, file("s", EntryRules.MAX_SIZE, List.of())).size()).isZero();
    }

    @Test
    void letsAUsersOwnImageGiveOutNoRights() {
        users("has the mode 04755", Entry.file("f", 04755, 0, SUM));
        users("has an owner, in a user's own image", owned(5L, null));
        users("has an owner, in a user's own image", owned(null, 5L));
        users("where a user's own image may have user.* alone", xattr("security.capability", "AA=="));
        users("where a user's own image may have user.* alone", xattr("trusted.x", "AA=="));
        users("where a user's own image may have user.* alone", xattr("system.posix_acl_access", "AA=="));
        assertThat(of(2, "~ann/data:v1", Access.USER, 0, xattr("user.x", "AA=="))
                        .entries())
                .hasSize(1);
        assertThat(of(2, "~ann/data:v1", Access.PUBLIC, 0, xattr("user.x", "AA=="))
                        .isUsers())
                .isTrue();
    }

    @Test
    void boundsOwnersTimesAndAttributes() {
        refused("has the owner 0:null", owned(0L, null));
        refused("has the owner null:4294967295", owned(null, 0xFFFF_FFFFL));
        refused("has the owner -1:null", owned(-1L, null));
        refused("was changed at -1, which is no time", timed(-1));
        refused("was changed at " + Long.MAX_VALUE, timed(Long.MAX_VALUE));
        refused("has the attribute system.nfs4_acl, which no image may have", xattr("system.nfs4_acl", "AA=="));
        refused("has the attribute user., which is no name", xattr("user.", "AA=="));
        refused("which is no name", xattr("user.a\0b", "AA=="));
        refused("whose name is longer than 255 bytes", xattr("user." + "x".repeat(251), "AA=="));
        refused("which is not base64", xattr("user.a", "A"));
        refused("which is not base64", xattr("user.a", "AB=="));
        refused("longer than 65536 bytes", xattr("user.a", "AAAA".repeat(21846)));
        refused("has a list of attributes without one", with(null, null, null, new TreeMap<>()));
    }

    @Test
    void refusesMoreEntriesThanAPeersHeapHolds() {
        Entry[] entries = new Entry[ManifestRules.MAX_ENTRIES + 1];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = Entry.directory(String.format("%07d", i), 0755);
        }
        refused("entries: are 100001, more than 100000; pack the tree into one file", entries);
    }

    /** The limit that the manual names. */
    @Test
    void hasRoomForMoreThanFiftyThousandFilesWithLongPaths() {
        int files = 75_000;
        Entry[] entries = new Entry[files + 1];
        String path = "d".repeat(40);
        entries[0] = Entry.directory(path, 0755);
        for (int i = 0; i < files; i++) {
            entries[i + 1] = new Entry(
                    String.format("%s/%029d", path, i),
                    Entry.Kind.FILE,
                    0644,
                    20_000,
                    SUM,
                    null,
                    null,
                    null,
                    null,
                    1_700_000_000L,
                    null);
        }
        int pieces = PieceLayout.of(20_000L * files).count();
        Manifest manifest = of(2, "sample:v1", Access.SYSTEM, 20_000L * files, pieces, entries);
        assertThat(manifest.canonical().length).isLessThan(Manifest.MAX_BYTES);
        assertThat(manifest.indexOf(entries[71_234].path())).isEqualTo(71_234);
    }

    private static Entry file(String path) {
        return Entry.file(path, 0644, 0, SUM);
    }

    private static Entry file(String path, long size, List<Long> data) {
        return new Entry(path, Entry.Kind.FILE, 0644, size, SUM, null, data, null, null, null, null);
    }

    private static Entry symlink(String path, String target) {
        return new Entry(path, Entry.Kind.SYMLINK, 0777, 0, null, target, null, null, null, null, null);
    }

    private static Entry owned(Long uid, Long gid) {
        return with(uid, gid, null, null);
    }

    private static Entry timed(long mtime) {
        return with(null, null, mtime, null);
    }

    private static Entry xattr(String name, String value) {
        return with(null, null, null, new TreeMap<>(java.util.Map.of(name, value)));
    }

    private static Entry with(Long uid, Long gid, Long mtime, SortedMap<String, String> xattrs) {
        return new Entry("f", Entry.Kind.FILE, 0644, 0, SUM, null, null, uid, gid, mtime, xattrs);
    }

    private static Manifest system(long size, Entry... entries) {
        return of(2, "sample:v1", Access.SYSTEM, size, entries);
    }

    private static Manifest of(int format, String name, Access access, long size, Entry... entries) {
        return of(format, name, access, size, PieceLayout.of(size).count(), entries);
    }

    private static Manifest of(int format, String name, Access access, long size, int pieces, Entry... entries) {
        return Manifest.of(new ManifestFields(
                format,
                ImageName.parse(name),
                access,
                new Publisher(1000, "ann"),
                List.of(entries),
                null,
                size,
                PieceLayout.of(size).pieceSize(),
                java.util.Base64.getEncoder().encodeToString(new byte[32 * pieces]),
                Digest.of(new byte[0])));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String why, Entry... entries) {
        return assertThatThrownBy(() -> system(0, entries))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("manifest of sample:v1, entr")
                .hasMessageContaining(why);
    }

    private static void users(String why, Entry entry) {
        assertThatThrownBy(() -> of(2, "~ann/data:v1", Access.USER, 0, entry))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(why);
    }
}
