package org.peerboot.image;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What one entry must fulfil, whatever the others are. */
final class EntryRules {
    /** Holes are of whole blocks: what is smaller is not worth two numbers in the manifest. */
    static final int BLOCK = 4096;

    /** 1 PiB, beyond any node's disk; it keeps sums of sizes from running over. */
    static final long MAX_SIZE = 1L << 50;

    /** The end of the year 9999. */
    static final long MAX_TIME = 253_402_300_799L;

    /** Linux' PATH_MAX less the zero at the end. */
    static final int MAX_TARGET = 4095;

    private static final long MAX_ID = 0xFFFF_FFFEL;
    private static final int MAX_XATTR_NAME = 255;
    private static final int MAX_XATTR_VALUE = 65_536;

    private EntryRules() {}

    /**
     * Why {@code entry} is refused, or null.
     *
     * @param users whether the image is a user's own
     */
    static @Nullable String fault(Entry entry, boolean users) {
        String fault = Paths.fault(entry.path());
        if (fault == null) {
            fault = basics(entry, users);
        }
        if (fault == null) {
            fault = target(entry);
        }
        if (fault == null && entry.data() != null) {
            fault = data(entry, entry.data());
        }
        if (fault == null) {
            fault = owner(entry, users);
        }
        if (fault == null && entry.xattrs() != null) {
            fault = xattrs(entry.xattrs(), users);
        }
        return fault;
    }

    private static @Nullable String basics(Entry entry, boolean users) {
        int modes = users ? 0777 : 07777;
        if ((entry.mode() & ~modes) != 0) {
            return "has the mode " + octal(entry.mode()) + ", beyond " + octal(modes);
        }
        if (entry.size() < 0 || entry.size() > MAX_SIZE || (!entry.isFile() && entry.size() != 0)) {
            return "is a " + entry.kind() + " of " + entry.size() + " bytes";
        }
        boolean sum = entry.sha256() != null && isSha256(entry.sha256());
        if (entry.isFile() ? !sum : entry.sha256() != null) {
            return "has no right SHA-256 for a " + entry.kind();
        }
        Long mtime = entry.mtime();
        if (mtime != null && (mtime < 0 || mtime > MAX_TIME)) {
            return "was changed at " + mtime + ", which is no time";
        }
        return null;
    }

    private static boolean isSha256(String sum) {
        for (int i = 0; i < sum.length(); i++) {
            char c = sum.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return sum.length() == 64;
    }

    private static @Nullable String target(Entry entry) {
        String target = entry.target();
        boolean pointer = entry.kind() == Entry.Kind.SYMLINK || entry.kind() == Entry.Kind.LINK;
        if (pointer != (target != null)) {
            return "is a " + entry.kind() + (pointer ? " without a target" : " with a target");
        }
        if (target == null) {
            return null;
        }
        if (entry.mode() != (entry.kind() == Entry.Kind.SYMLINK ? 0777 : 0)) {
            return "is a " + entry.kind() + " of mode " + octal(entry.mode());
        }
        if (entry.mtime() != null) {
            return "is a " + entry.kind() + " with a time";
        }
        if (entry.kind() == Entry.Kind.LINK && (entry.uid() != null || entry.gid() != null || entry.xattrs() != null)) {
            return "is a link with an owner or attributes, which are its file's";
        }
        return targetFault(target);
    }

    /** Why a symlink may not point to {@code target}, or null. */
    static @Nullable String targetFault(String target) {
        if (target.isEmpty() || target.indexOf('\0') >= 0) {
            return "points to no name";
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(target) || target.indexOf('\uFFFD') >= 0) {
            return "points to what is not Unicode text";
        }
        if (target.getBytes(StandardCharsets.UTF_8).length > MAX_TARGET) {
            return "points to a name longer than " + MAX_TARGET + " bytes";
        }
        return null;
    }

    private static @Nullable String data(Entry entry, List<Long> data) {
        if (!entry.isFile() || data.size() % 2 != 0 || data.contains(null)) {
            return "has a map of its data that is none";
        }
        long end = -1;
        for (Entry.Extent extent : entry.extents()) {
            // Extents that touch are one, so that there is one spelling.
            if (extent.offset() <= end
                    || extent.offset() % BLOCK != 0
                    || extent.length() <= 0
                    || extent.length() > entry.size() - extent.offset()) {
                return "has data at " + extent.offset() + ", " + extent.length() + " bytes, where none can be";
            }
            end = extent.offset() + extent.length();
            if (end % BLOCK != 0 && end != entry.size()) {
                return "has data up to " + end + ", within a block";
            }
        }
        return entry.stored() == entry.size() ? "has a map of holes and no hole" : null;
    }

    private static @Nullable String owner(Entry entry, boolean users) {
        Long uid = entry.uid();
        Long gid = entry.gid();
        if (users && (uid != null || gid != null)) {
            return "has an owner, in a user's own image";
        }
        if ((uid != null && (uid <= 0 || uid > MAX_ID)) || (gid != null && (gid <= 0 || gid > MAX_ID))) {
            return "has the owner " + uid + ":" + gid;
        }
        return null;
    }

    private static @Nullable String xattrs(SortedMap<String, String> xattrs, boolean users) {
        if (xattrs.isEmpty()) {
            return "has a list of attributes without one";
        }
        for (Map.Entry<String, String> xattr : xattrs.entrySet()) {
            String fault = xattr(xattr.getKey(), xattr.getValue(), users);
            if (fault != null) {
                return "has the attribute " + Paths.shown(xattr.getKey()) + ", " + fault;
            }
        }
        return null;
    }

    /** Why an attribute of that name and value, which is in base64, is refused, or null. */
    private static @Nullable String xattr(String name, @Nullable String value, boolean users) {
        if (!XattrNames.kept(name, users)) {
            return users ? "where a user's own image may have user.* alone" : "which no image may have";
        }
        if (name.endsWith(".") || name.chars().anyMatch(Character::isISOControl)) {
            return "which is no name";
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_XATTR_NAME) {
            return "whose name is longer than " + MAX_XATTR_NAME + " bytes";
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(value == null ? "?" : value);
            return bytes.length > MAX_XATTR_VALUE
                    ? "longer than " + MAX_XATTR_VALUE + " bytes"
                    : Base64.getEncoder().encodeToString(bytes).equals(value) ? null : "which is not base64";
        } catch (IllegalArgumentException e) {
            return "which is not base64";
        }
    }

    private static String octal(int mode) {
        return "0" + Integer.toOctalString(mode);
    }
}
