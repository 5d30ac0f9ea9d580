package org.peerboot.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The rules for paths inside an image. */
final class Paths {
    /** Linux takes 4096 bytes; 256 of them are left to the cache's own directories. */
    static final int MAX_BYTES = 3840;

    static final int MAX_PART_BYTES = 255;

    /** By UTF-8 bytes, so that a C twin sorts alike and a directory comes before what is in it. */
    static final Comparator<String> ORDER =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private Paths() {}

    /** Why {@code path} is refused, or null. */
    static @Nullable String fault(String path) {
        if (path.isEmpty()) {
            return "has an empty path";
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(path) || path.indexOf('\uFFFD') >= 0) {
            return "is not Unicode text";
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return "is longer than " + MAX_BYTES + " bytes";
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            return "holds a control character";
        }
        if (path.startsWith("/")) {
            return "is absolute";
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty()) {
                return "has an empty part";
            }
            if (part.equals("..")) {
                return "climbs out of the image";
            }
            if (part.equals(".")) {
                return "has a part that is a lone dot";
            }
            if (part.getBytes(StandardCharsets.UTF_8).length > MAX_PART_BYTES) {
                return "has a part longer than " + MAX_PART_BYTES + " bytes";
            }
        }
        return null;
    }

    static @Nullable String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? null : path.substring(0, slash);
    }

    /** {@code path} as an error may show it: one line, bounded. */
    static String shown(String path) {
        StringBuilder shown = new StringBuilder();
        path.codePoints().limit(200).forEach(c -> {
            if (Character.isISOControl(c)) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown + (path.codePointCount(0, path.length()) > 200 ? "..." : "");
    }
}
