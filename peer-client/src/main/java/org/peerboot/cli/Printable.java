package org.peerboot.cli;

/** Text of others, fit for a terminal: a file name or an error must not move the cursor or rewrite a line. */
final class Printable {
    private Printable() {}

    static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(Character.isISOControl(c) || bidi(c) ? '?' : c));
        return safe.toString();
    }

    /** Marks that make a line read in another order than it stands. */
    private static boolean bidi(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
