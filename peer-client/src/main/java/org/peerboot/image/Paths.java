package org.peerboot.image;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The rules for paths inside an image. */
final class Paths {
    /** Linux takes 4096 bytes; 256 of them are left to the cache's own directories. */
    static final int MAX_BYTES = 3840;

    static final int MAX_PART_BYTES = 255;

    /** By UTF-8 bytes, so that a C twin sorts alike and a directory comes before what is in it. */
    static final Comparator<String> ORDER = Paths::compare;

    private Paths() {}

    /** Why {@code path} is refused, or null. */
    static @Nullable String fault(String path) {
        if (path.isEmpty()) {
            return "has an empty path";
        }
        int length = utf8Length(path);
        if (length < 0 || path.indexOf('\uFFFD') >= 0) {
            return "is not Unicode text";
        }
        if (length > MAX_BYTES) {
            return "is longer than " + MAX_BYTES + " bytes";
        }
        for (int i = 0; i < path.length(); i++) {
            if (Character.isISOControl(path.charAt(i))) {
                return "holds a control character";
            }
        }
        if (path.startsWith("/")) {
            return "is absolute";
        }
        for (int begin = 0; begin <= path.length(); ) {
            int slash = path.indexOf('/', begin);
            int end = slash < 0 ? path.length() : slash;
            String fault = partFault(path, begin, end);
            if (fault != null) {
                return fault;
            }
            begin = end + 1;
        }
        return null;
    }

    private static @Nullable String partFault(String path, int begin, int end) {
        if (begin == end) {
            return "has an empty part";
        }
        boolean dots = path.charAt(begin) == '.' && path.charAt(end - 1) == '.';
        if (dots && end - begin == 2) {
            return "climbs out of the image";
        }
        if (dots && end - begin == 1) {
            return "has a part that is a lone dot";
        }
        return end - begin > MAX_PART_BYTES / 4 && utf8Length(path.substring(begin, end)) > MAX_PART_BYTES
                ? "has a part longer than " + MAX_PART_BYTES + " bytes"
                : null;
    }

    /** Bytes of {@code text} in UTF-8; negative where it has a surrogate without its other half. */
    private static int utf8Length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (!Character.isSurrogate(c)) {
                length += 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                length += 4;
                i++;
            } else {
                return -1;
            }
        }
        return length;
    }

    /** As of their UTF-8, which is as of their code points; of two UTF-16 units a surrogate stands for the higher one. */
    private static int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean high = Character.isSurrogate(x);
                return high == Character.isSurrogate(y) ? x - y : high ? 1 : -1;
            }
        }
        return a.length() - b.length();
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
