package org.peerboot.image;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a manifest must fulfil before anything is made of it: it may come from anyone who can reach a port. */
final class ManifestRules {
    static final int FORMAT = 1;
    /** Linux' COMMAND_LINE_SIZE on x86-64 and arm64. */
    static final int MAX_APPEND = 2048;

    static final int HASH_BYTES = 32;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final String REMEDY = "publish the image again with 'peerboot publish'";

    private final String image;

    private ManifestRules(String image) {
        this.image = image;
    }

    static void check(ManifestFields fields) {
        if (fields.format() != FORMAT) {
            throw new RefusedException(
                    "manifest of format " + fields.format(),
                    "is not of format " + FORMAT,
                    "run a release of Peerboot that knows it");
        }
        new ManifestRules("manifest of " + present(fields.name(), "name")).fields(fields);
    }

    private void fields(ManifestFields fields) {
        present(fields.access(), "access");
        present(fields.entries(), "entries");
        present(fields.content(), "content");
        publisher(present(fields.publisher(), "publisher"), fields.name(), fields.access());
        int modes = fields.access() == Access.USER || fields.name().owner() != null ? 0777 : 07777;
        Map<String, Entry> seen = entries(fields.entries(), fields.size(), modes);
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

    private Map<String, Entry> entries(List<Entry> entries, long size, int modes) {
        Map<String, Entry> seen = new HashMap<>();
        String last = null;
        long sum = 0;
        for (Entry entry : entries) {
            if (entry == null || entry.path() == null || entry.kind() == null) {
                throw refuse("entries", "have one without a path or kind");
            }
            String path = entry.path();
            entry(entry, modes);
            if (last != null && seen.containsKey(path)) {
                throw refuseEntry(path, "stands there twice");
            }
            if (last != null && Paths.ORDER.compare(last, path) > 0) {
                throw refuseEntry(path, "is not in the order of the paths");
            }
            String parent = Paths.parent(path);
            Entry above = parent == null ? null : seen.get(parent);
            if (parent != null && above == null) {
                throw refuseEntry(path, "lies in \"" + Paths.shown(parent) + "\", which is not listed");
            }
            if (above != null && above.isFile()) {
                throw refuseEntry(path, "lies in \"" + Paths.shown(above.path()) + "\", which is a file");
            }
            sum += entry.size();
            if (sum < 0 || sum > size) {
                throw refuseEntry(path, "goes beyond the image's " + size + " bytes");
            }
            seen.put(path, entry);
            last = path;
        }
        if (sum != size) {
            throw refuse("entries", "add up to " + sum + " bytes, not to the image's " + size);
        }
        return seen;
    }

    private void entry(Entry entry, int modes) {
        String fault = Paths.fault(entry.path());
        if (fault != null) {
            throw refuseEntry(entry.path(), fault);
        }
        if ((entry.mode() & ~modes) != 0) {
            throw refuseEntry(entry.path(), "has the mode " + octal(entry.mode()) + ", beyond " + octal(modes));
        }
        if (entry.size() < 0 || (!entry.isFile() && entry.size() != 0)) {
            throw refuseEntry(entry.path(), "is a " + entry.kind() + " of " + entry.size() + " bytes");
        }
        boolean sum = entry.sha256() != null && SHA256.matcher(entry.sha256()).matches();
        if (entry.isFile() ? !sum : entry.sha256() != null) {
            throw refuseEntry(entry.path(), "has no right SHA-256 for a " + entry.kind());
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

    private static String octal(int mode) {
        return "0" + Integer.toOctalString(mode);
    }

    private RefusedException refuse(String field, String why) {
        return new RefusedException(image + ", " + field, why, REMEDY);
    }

    private RefusedException refuseEntry(String path, String why) {
        return new RefusedException(image + ", entry \"" + Paths.shown(path) + "\"", why, REMEDY);
    }
}
