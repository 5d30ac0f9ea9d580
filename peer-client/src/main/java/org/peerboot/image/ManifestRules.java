package org.peerboot.image;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a manifest must fulfil before anything is made of it: it may come from anyone who can reach a port. */
final class ManifestRules {
    /** Regular files and directories, each its bytes and its mode. */
    static final int FORMAT_1 = 1;

    /** Whole trees. Written where format 1 cannot say it: peers that know 1 alone live in images that nodes boot. */
    static final int FORMAT_2 = 2;

    /** A hundred thousand take 25 MiB of the 96 that a peer's heap has. */
    static final int MAX_ENTRIES = 100_000;

    /** Linux' COMMAND_LINE_SIZE on x86-64 and arm64. */
    static final int MAX_APPEND = 2048;

    static final int HASH_BYTES = 32;
    private static final String REMEDY = "publish the image again with 'peerboot publish'";

    private final String image;

    private ManifestRules(String image) {
        this.image = image;
    }

    static void check(ManifestFields fields) {
        if (fields.format() != FORMAT_1 && fields.format() != FORMAT_2) {
            throw new RefusedException(
                    "manifest of format " + fields.format(),
                    "is of neither format " + FORMAT_1 + " nor " + FORMAT_2,
                    "run a release of Peerboot that knows it");
        }
        new ManifestRules("manifest of " + present(fields.name(), "name")).fields(fields);
    }

    private void fields(ManifestFields fields) {
        present(fields.access(), "access");
        present(fields.entries(), "entries");
        present(fields.content(), "content");
        publisher(present(fields.publisher(), "publisher"), fields.name(), fields.access());
        Map<String, Entry> seen = entries(fields);
        if (fields.boot() != null) {
            boot(fields.boot(), seen);
        }
        pieces(new PieceLayout(fields.size(), fields.pieceSize()), present(fields.pieces(), "pieces"));
    }

    private void publisher(Publisher publisher, ImageName name, Access access) {
        if (publisher.uid() < 0 || publisher.uid() >= 0xFFFF_FFFFL) {
            throw refuse("publisher", "has the uid " + publisher.uid());
        }
        if (publisher.user() == null || !ImageName.isUser(publisher.user())) {
            throw refuse("publisher", "has a name that is no user's");
        }
        if (access == Access.USER && name.owner() == null) {
            throw refuse("access", "is user, but the name has no ~user/ in front");
        }
        if (access == Access.SYSTEM && name.owner() != null) {
            throw refuse("access", "is system, but the name belongs to ~" + name.owner());
        }
    }

    private Map<String, Entry> entries(ManifestFields fields) {
        boolean users = isUsers(fields.name(), fields.access());
        if (fields.entries().size() > MAX_ENTRIES) {
            throw new RefusedException(
                    image + ", entries",
                    "are " + fields.entries().size() + ", more than " + MAX_ENTRIES,
                    "pack the tree into one file, such as a squashfs, and publish that");
        }
        Map<String, Entry> seen = new HashMap<>();
        String last = null;
        long sum = 0;
        for (Entry entry : fields.entries()) {
            if (entry == null || entry.path() == null || entry.kind() == null) {
                throw refuse("entries", "have one without a path or kind");
            }
            String path = entry.path();
            String fault = EntryRules.fault(entry, users);
            if (fault != null) {
                throw refuseEntry(path, fault);
            }
            if (entry.needsFormat2() && fields.format() < FORMAT_2) {
                throw refuseEntry(path, "says what format " + fields.format() + " does not have");
            }
            if (last != null && seen.containsKey(path)) {
                throw refuseEntry(path, "stands there twice");
            }
            if (last != null && Paths.ORDER.compare(last, path) > 0) {
                throw refuseEntry(path, "is not in the order of the paths");
            }
            place(entry, seen);
            sum += entry.stored();
            if (sum > fields.size()) {
                throw refuseEntry(path, "goes beyond the image's " + fields.size() + " bytes");
            }
            seen.put(path, entry);
            last = path;
        }
        if (sum != fields.size()) {
            throw refuse("entries", "add up to " + sum + " bytes, not to the image's " + fields.size());
        }
        return seen;
    }

    /** Whether an image is a user's own, to which only what is his to give belongs. */
    static boolean isUsers(ImageName name, Access access) {
        return access == Access.USER || name.owner() != null;
    }

    /** No name leads through anything but directories of the image, so that no symlink is ever followed. */
    private void place(Entry entry, Map<String, Entry> seen) {
        String parent = Paths.parent(entry.path());
        Entry above = parent == null ? null : seen.get(parent);
        if (parent != null && above == null) {
            throw refuseEntry(entry.path(), "lies in \"" + Paths.shown(parent) + "\", which is not listed");
        }
        if (above != null && above.kind() != Entry.Kind.DIRECTORY) {
            throw refuseEntry(
                    entry.path(), "lies in \"" + Paths.shown(above.path()) + "\", which is a " + above.kind());
        }
        if (entry.kind() == Entry.Kind.LINK) {
            Entry file = seen.get(entry.target());
            if (file == null || !file.isFile()) {
                throw refuseEntry(
                        entry.path(),
                        "is a link to \"" + Paths.shown("" + entry.target()) + "\", which is no file before it");
            }
        }
    }

    private void boot(BootParameters boot, Map<String, Entry> seen) {
        bootFile("kernel", boot.kernel(), seen);
        for (String initrd : boot.initrd()) {
            bootFile("initrd", initrd, seen);
        }
        if (boot.append() == null || boot.append().length() > MAX_APPEND) {
            throw refuse("boot", "has no command line of at most " + MAX_APPEND + " characters");
        }
        if (boot.append().chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw refuse("boot", "has a command line that is not printable ASCII");
        }
    }

    private void bootFile(String what, String path, Map<String, Entry> seen) {
        Entry entry = path == null ? null : seen.get(path);
        if (entry == null || !entry.isFile()) {
            throw refuse("boot", "names the " + what + " \"" + Paths.shown("" + path) + "\", which is no file of it");
        }
    }

    private void pieces(PieceLayout layout, String base64) {
        long wanted = (long) layout.count() * HASH_BYTES;
        int given;
        try {
            given = Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException e) {
            throw new RefusedException(image + ", pieces", "are not base64", REMEDY, e);
        }
        if (given != wanted) {
            throw refuse(
                    "pieces", "are " + given + " bytes of hashes for " + layout.count() + " pieces, not " + wanted);
        }
    }

    private static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new RefusedException("manifest", "lacks \"" + field + "\"", REMEDY);
        }
        return value;
    }

    private RefusedException refuse(String field, String why) {
        return new RefusedException(image + ", " + field, why, REMEDY);
    }

    private RefusedException refuseEntry(String path, String why) {
        return new RefusedException(image + ", entry \"" + Paths.shown(path) + "\"", why, REMEDY);
    }
}
