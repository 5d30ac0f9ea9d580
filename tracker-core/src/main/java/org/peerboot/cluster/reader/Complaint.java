package org.peerboot.cluster.reader;

/** The first words of what a program said on its standard error, in one line. */
final class Complaint {
    private static final int MAX = 600;
    private static final int MAX_LINE = 250;

    private final StringBuilder words = new StringBuilder();

    synchronized void add(String line) {
        String text = line.strip();
        if (!text.isEmpty() && words.length() < MAX) {
            words.append(words.isEmpty() ? "" : ", ").append(text, 0, Math.min(MAX_LINE, text.length()));
        }
    }

    /** Empty if it said nothing. */
    synchronized String text() {
        return words.toString();
    }
}
