package org.peerboot.transfer.nio;

/** The character classes of RFC 9110, section 5.6, and of header values. */
final class HttpText {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private HttpText() {}

    static boolean isTokenChar(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || TOKEN_MARKS.indexOf(c) >= 0;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isVisible(int c) {
        return c > 0x20 && c < 0x7f;
    }

    /** Visible, space, tab, or beyond ASCII (obs-text). */
    static boolean isValueChar(int c) {
        return c == '\t' || (c >= 0x20 && c != 0x7f);
    }

    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(HttpText::isTokenChar);
    }

    static void requireToken(String what, String text) {
        if (!isToken(text)) {
            throw new IllegalArgumentException(what + " \"" + text + "\" is not an HTTP token");
        }
    }

    static void requireVisible(String what, String text) {
        if (text.isEmpty() || !text.chars().allMatch(HttpText::isVisible)) {
            throw new IllegalArgumentException(what + " \"" + text + "\" is not of visible ASCII characters");
        }
    }

    static void requireHeaderValue(String what, String text) {
        if (!text.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException(what + " \"" + text + "\" is not printable ASCII");
        }
    }
}
