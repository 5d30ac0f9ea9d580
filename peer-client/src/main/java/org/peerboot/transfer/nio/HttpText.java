package org.peerboot.transfer.nio;

import java.util.function.IntPredicate;

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

    /** As {@code text.chars().allMatch}, in a loop: heads are read while the code is still cold. */
    static boolean all(String text, IntPredicate characters) {
        for (int i = 0; i < text.length(); i++) {
            if (!characters.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isToken(String text) {
        return !text.isEmpty() && all(text, HttpText::isTokenChar);
    }

    static void requireToken(String what, String text) {
        if (!isToken(text)) {
            throw new IllegalArgumentException(what + " \"" + text + "\" is not an HTTP token");
        }
    }

    static void requireVisible(String what, String text) {
        if (text.isEmpty() || !all(text, HttpText::isVisible)) {
            throw new IllegalArgumentException(what + " \"" + text + "\" is not of visible ASCII characters");
        }
    }

    static void requireHeaderValue(String what, String text) {
        if (!all(text, c -> c >= 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException(what + " \"" + text + "\" is not printable ASCII");
        }
    }
}
