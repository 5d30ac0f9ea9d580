package org.peerboot.transfer.nio;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Header lines to a map, by RFC 9112, section 5, without its leniencies. */
final class HeaderFields {
    /** Fields of which a second one would mean that two parties may read the message differently. */
    private static final Set<String> ONCE = Set.of(
            "authorization",
            "content-length",
            "content-range",
            "etag",
            "host",
            "if-range",
            "location",
            "range",
            "retry-after",
            "transfer-encoding");

    private HeaderFields() {}

    /** @param lines those after the first line of a head; names become lower case, values lose the blanks around */
    static Map<String, String> parse(List<String> lines) throws MalformedException {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                throw new MalformedException("a header folded over two lines");
            }
            int colon = line.indexOf(':');
            if (colon < 0 || !HttpText.isToken(line.substring(0, colon))) {
                throw new MalformedException("a header line that is not name:value");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = trim(line, colon + 1);
            String before = fields.get(name);
            if (before != null && ONCE.contains(name)) {
                throw new MalformedException("header " + name + " twice");
            }
            fields.put(name, before == null ? value : before + ", " + value);
        }
        return fields;
    }

    /** Whether the comma-separated list {@code value} holds {@code token}, in any case. */
    static boolean lists(String value, String token) {
        for (String item : value.split(",", -1)) {
            if (item.strip().equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }

    /** A count of 18 digits at most, so that no sum of two overflows; -1 for anything else. */
    static long decimal(String text) {
        if (text.isEmpty() || text.length() > 18 || !HttpText.all(text, HttpText::isDigit)) {
            return -1;
        }
        return Long.parseLong(text);
    }

    private static String trim(String line, int from) {
        int start = from;
        int end = line.length();
        while (start < end && isBlank(line.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
